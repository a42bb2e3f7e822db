package dev.lanegrad.kernel.gemm;

import dev.lanegrad.kernel.ProductRows;
import dev.lanegrad.kernel.gemm.micro.Strides;
import dev.lanegrad.kernel.gemm.micro.Tile;
import dev.lanegrad.kernel.gemm.micro.TileShape;
import dev.lanegrad.kernel.gemm.micro.Tiles;
import dev.lanegrad.kernel.vector.AlignedScratch;
import dev.lanegrad.kernel.vector.CacheLine;
import dev.lanegrad.kernel.vector.Lanes;

/**
 * A product of two operands in blocks that fit the caches, copied ("packed") into the order in
 * which the {@link Tile}s read them.
 *
 * <p>One operand, the <em>rows</em> (m, k), is broadcast element by element; the other, the
 * <em>lanes</em> (k, n), is loaded in vectors. The blocks are those of Goto and van de Geijn,
 * "Anatomy of High-Performance Matrix Multiplication" (2008), with the roles of the caches as
 * measured: a block of lanes stays in the second-level cache and slivers of rows stream past it, so
 * that chains can be long in it and C is seldom read again. Rows that are stored row by row aren't
 * copied: that gains nothing. Nor are others that the second-level cache keeps, nor lanes for up to
 * some hundred rows; with neither copied, the product is one of {@link InPlaceProduct}'s.
 */
final class BlockedProduct {
  private static final int L = Lanes.COUNT;

  /**
   * Steps of the chain up to which it pays to have the stride of rows as a constant: none where C2
   * would keep accumulators in memory for it.
   */
  static final int SHORT = Tiles.MANY_REGISTERS ? 64 : 0;

  private final GemmPlan plan = new GemmPlan();
  private final PackedRows packedRows = new PackedRows();
  private final AlignedScratch beside = new AlignedScratch();
  private final AlignedScratch packedLanes;

  private int m;
  private float[] a;
  private int aOffset;
  private int lda;
  private boolean aByRows;

  private int n;
  private float[] b;
  private int bOffset;
  private int ldb;
  private boolean bByRows;

  private TileShape.Start start;
  private float[] bias;
  private int biasOffset;

  private float[] c;
  private int cOffset;
  private int ldc;
  private boolean relu;

  /** Takes panels of rows, which are written to the beginning of c; or null. */
  private ProductRows taker;

  /** Rows of a panel at most. */
  private int panel;

  // The block under way: rows i0 on, columns j0 to jEnd, steps p to p + depth of the chains.
  private int i0;
  private int j0;
  private int jEnd;
  private int p;
  private int depth;
  private TileShape.Start from;
  private boolean last;
  private float[] lanes;

  /** Packs lanes to this scratch. */
  BlockedProduct(AlignedScratch packedLanes) {
    this.packedLanes = packedLanes;
  }

  /**
   * The operand whose elements are broadcast: stored (m, k) where {@code byRows} is set, else (k,
   * m).
   */
  BlockedProduct rows(int m, float[] a, int aOffset, int lda, boolean byRows) {
    this.m = m;
    this.a = a;
    this.aOffset = aOffset;
    this.lda = lda;
    this.aByRows = byRows;
    return this;
  }

  /**
   * The operand that is loaded in vectors: stored (k, n) where {@code byRows} is set, else (n, k).
   */
  BlockedProduct lanes(int n, float[] b, int bOffset, int ldb, boolean byRows) {
    this.n = n;
    this.b = b;
    this.bOffset = bOffset;
    this.ldb = ldb;
    this.bByRows = byRows;
    return this;
  }

  /** What the chains start from; the bias may be null where it is not that. */
  BlockedProduct start(TileShape.Start start, float[] bias, int biasOffset) {
    boolean unbiased = bias == null && start != TileShape.Start.C;
    this.start = unbiased ? TileShape.Start.ZERO : start;
    this.bias = bias;
    this.biasOffset = biasOffset;
    return this;
  }

  /** Where the (m, n) result is written, and whether it is {@code max(0, chain)}. */
  BlockedProduct result(float[] c, int cOffset, int ldc, boolean relu) {
    this.c = c;
    this.cOffset = cOffset;
    this.ldc = ldc;
    this.relu = relu;
    return this;
  }

  /**
   * Where so many rows of the result, at least {@link TileShape#MAX_ROWS}, are written until they
   * are taken, if {@link GemmPlan#makesPanels}.
   */
  BlockedProduct panels(float[] c, int rows, boolean relu, ProductRows taker) {
    result(c, 0, n, relu);
    this.taker = taker;
    panel = rows;
    return this;
  }

  /** Computes chains of length k, at least 1, for at least one row and column. */
  void compute(int k) {
    try {
      if (n < L) {
        computeBeside(k);
      } else if (taker != null) {
        computePanels(k);
      } else {
        blocksByWidth(k);
      }
    } finally { // what the caller gave is the caller's to keep
      packedRows.end();
      a = b = bias = c = lanes = null;
      taker = null;
    }
  }

  /** Fewer columns than a vector has lanes: C is a copy with room for whole vectors. */
  private void computeBeside(int k) {
    float[] to = c;
    int toOffset = cOffset;
    int ldto = ldc;
    result(beside.floats(m * L), 0, L, relu);
    if (start == TileShape.Start.C) {
      copy(to, toOffset, ldto, c, 0, L);
    } else if (start == TileShape.Start.COLUMN_BIAS) {
      copy(bias, biasOffset, 0, c, 0, L);
      start = TileShape.Start.C;
    }
    blocks(k);
    copy(c, 0, L, to, toOffset, ldto);
  }

  private void copy(float[] from, int fromOffset, int ldfrom, float[] to, int toOffset, int ldto) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        to[toOffset + i * ldto + j] = from[fromOffset + i * ldfrom + j];
      }
    }
  }

  private void cut(int k) {
    plan.cut(m, n, k, aByRows, bByRows, lda, ldb);
  }

  /** All lanes are packed, then each panel of rows is computed sliver by sliver of the lanes. */
  private void computePanels(int k) {
    cut(k);
    p = 0;
    depth = k;
    from = start;
    last = true;
    j0 = 0;
    jEnd = n;
    if (plan.packB) {
      packLanes();
    }
    int rows = Slivers.balanced(m, panel / plan.mr * plan.mr);
    rows += Math.floorMod(-rows, plan.mr);
    for (i0 = 0; i0 < m; i0 += rows) {
      int iEnd = Math.min(m, i0 + rows);
      beginRows(iEnd);
      for (int j = 0, columns; j < n; j += columns) {
        columns = Slivers.columns(n - j, plan.mostVectors);
        for (int i = i0; i < iEnd; i += plan.mr) {
          tile(i, Math.min(plan.mr, iEnd - i), j, columns);
        }
      }
      taker.take(i0, iEnd - i0, c, 0);
    }
  }

  /**
   * Slivers of lanes that are narrower than others are a product of their own, with more rows to a
   * tile, unless the rows would be packed for each.
   */
  private void blocksByWidth(int k) {
    int narrow = aByRows ? Slivers.narrow(m, n, Slivers.mostVectors(m, bByRows)) : 0;
    if (narrow > 0) {
      int all = n;
      n = narrow;
      blocks(k);
      n = all - narrow;
      bOffset += bByRows ? narrow : narrow * ldb;
      biasOffset += start == TileShape.Start.COLUMN_BIAS ? narrow : 0;
      cOffset += narrow;
    }
    blocks(k);
  }

  private void blocks(int k) {
    cut(k);
    for (p = 0; p < k; p += plan.kc) {
      depth = Math.min(plan.kc, k - p);
      from = p == 0 ? start : TileShape.Start.C;
      last = p + depth == k;
      for (i0 = 0; i0 < m; i0 += plan.mc) {
        for (j0 = 0; j0 < n; j0 = jEnd) {
          jEnd = j0 + Slivers.columns(n - j0, plan.mostVectors);
          while (jEnd - j0 < plan.nc && jEnd < n) {
            jEnd += Slivers.columns(n - jEnd, plan.mostVectors);
          }
          block(Math.min(plan.mc, m - i0) + i0);
        }
      }
    }
  }

  /** Rows i0 to iEnd of the block. */
  private void block(int iEnd) {
    if (plan.packB) {
      packLanes();
    }
    if (j0 == 0) {
      beginRows(iEnd);
    }
    for (int i = i0; i < iEnd; i += plan.mr) {
      int rows = Math.min(plan.mr, iEnd - i);
      for (int j = j0, columns; j < jEnd; j += columns) {
        columns = Slivers.columns(n - j, plan.mostVectors);
        tile(i, rows, j, columns);
      }
    }
  }

  /** Rows i0 to iEnd, where they are to be packed. */
  private void beginRows(int iEnd) {
    if (plan.packA) {
      packedRows.begin(iEnd - i0, depth, a, aOffset + p * lda + i0, lda);
    }
  }

  private void tile(int i, int rows, int j, int columns) {
    boolean rowWise = aByRows || plan.packA;
    int distance = plan.packA ? packedRows.distance() : lda;
    boolean constant = rowWise && m > 1 && depth <= SHORT;
    int stride = constant ? Strides.number(distance) : Strides.VARIABLE;
    int inPlace = aOffset + (aByRows ? i * lda + p : p * lda + i);
    int vectors = Slivers.vectors(columns);
    boolean whole = columns % L == 0;
    Tiles.get(rows, vectors, rowWise, stride, plan.packB, whole, from, relu && last)
        .run(
            depth,
            plan.packA ? packedRows.array() : a,
            plan.packA ? packedRows.sliver(i - i0, rows) : inPlace,
            distance,
            plan.packB ? lanes : b,
            plan.packB ? packed(j) : bOffset + p * ldb + j,
            ldb,
            Math.max(0, columns - L),
            bias,
            biasOffset + (from == TileShape.Start.ROW_BIAS ? i : j),
            c,
            cOffset + (taker == null ? i : i - i0) * ldc + j,
            ldc);
  }

  private void packLanes() {
    lanes = packedLanes.lines(depth * Slivers.vectors(jEnd - j0) * L);
    for (int j = j0, columns; j < jEnd; j += columns) {
      columns = Slivers.columns(n - j, plan.mostVectors);
      packLanes(j, columns, packed(j));
    }
  }

  /** Where the packed sliver that begins with column j begins. */
  private int packed(int j) {
    return CacheLine.FIRST + (j - j0) * depth;
  }

  /**
   * Copies columns j to j + columns of the lanes operand to (depth, columns in whole vectors); the
   * last vector overlaps the one before it.
   */
  private void packLanes(int j, int columns, int to) {
    int wide = Slivers.vectors(columns) * L;
    if (bByRows) {
      int from = bOffset + p * ldb + j;
      RowCopy.copy(depth, columns, b, from, ldb, lanes, to, wide);
      if (columns > L && columns < wide) {
        RowCopy.copy(depth, L, b, from + columns - L, ldb, lanes, to + wide - L, wide);
      }
    } else {
      int from = bOffset + j * ldb + p;
      Transposition.transposeToVectors(columns, depth, b, from, ldb, lanes, to, wide);
    }
  }
}
