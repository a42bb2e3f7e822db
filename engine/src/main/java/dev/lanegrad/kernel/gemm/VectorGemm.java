package dev.lanegrad.kernel.gemm;

import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.ProductRows;
import dev.lanegrad.kernel.gemm.micro.TileShape;
import dev.lanegrad.kernel.runtime.Pool;
import dev.lanegrad.kernel.runtime.Pooled;
import dev.lanegrad.kernel.vector.AlignedScratch;
import dev.lanegrad.kernel.vector.Lanes;
import java.util.Arrays;

/**
 * The matrix product by vectors: chooses whether the lanes lie along the columns of C or, as Cᵀ =
 * op(B)ᵀ op(A)ᵀ, along its rows, and which of {@link Dots}, {@link RankUpdates}, {@link
 * InPlaceProduct} and {@link BlockedProduct} makes it.
 */
public final class VectorGemm extends Pooled {
  private static final int L = Lanes.COUNT;

  /** Rows of a transposed result that are transposed while the second-level cache has them. */
  private static final int PANEL = 72;

  /** What products that copy keep between calls. */
  private static final Pool<VectorGemm> POOL =
      new Pool<>() {
        @Override
        public VectorGemm make() {
          return new VectorGemm();
        }
      };

  private final AlignedScratch lanes = new AlignedScratch();
  private final BlockedProduct product = new BlockedProduct(lanes);
  private final RankUpdates updates = new RankUpdates(lanes);
  private final AlignedScratch transposed = new AlignedScratch();
  private final Columns columns = new Columns();

  private VectorGemm() {}

  /** {@link Kernels#gemm}. */
  public static void gemm(
      boolean transA,
      boolean transB,
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      float[] c,
      int cOffset,
      int ldc,
      boolean accumulate) {
    TileShape.Start start = accumulate ? TileShape.Start.C : TileShape.Start.ZERO;
    // Compared one by one: a switch would look the constant up in a table.
    GemmPlan.Algorithm algorithm = GemmPlan.algorithm(transA, transB, m, n, k, lda, ldb, start);
    if (algorithm == GemmPlan.Algorithm.NONE) {
      for (int i = 0; n > 0 && i < m && !accumulate; i++) {
        Arrays.fill(c, cOffset + i * ldc, cOffset + i * ldc + n, 0f);
      }
    } else if (algorithm == GemmPlan.Algorithm.LAST_COLUMNS_APART) {
      int whole = n / L * L;
      int left = n - whole;
      int bLeft = bOffset + whole;
      int cLeft = cOffset + whole;
      gemm(true, false, m, whole, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc, accumulate);
      gemm(true, false, m, left, k, a, aOffset, lda, b, bLeft, ldb, c, cLeft, ldc, accumulate);
    } else if (algorithm == GemmPlan.Algorithm.DOTS) {
      Dots.compute(
          m, n, k, a, aOffset, lda, b, bOffset, ldb, start, null, 0, false, c, cOffset, ldc);
    } else if (algorithm == GemmPlan.Algorithm.TRANSPOSED) {
      VectorGemm gemm = POOL.borrow();
      try {
        gemm.product.rows(n, b, bOffset, ldb, transB).lanes(m, a, aOffset, lda, transA);
        gemm.product.start(start, null, 0);
        gemm.computeTransposed(m, n, k, false, c, cOffset, ldc, accumulate);
      } finally {
        gemm.giveBack();
      }
    } else if (algorithm == GemmPlan.Algorithm.PASSES_OVER_C) {
      int aRow = transA ? 1 : lda;
      int aStep = transA ? lda : 1;
      VectorGemm gemm = POOL.borrow();
      try {
        gemm.updates.gemm(
            m, n, k, a, aOffset, aRow, aStep, b, bOffset, ldb, c, cOffset, ldc, accumulate);
      } finally {
        gemm.giveBack();
      }
    } else if (algorithm == GemmPlan.Algorithm.UNPACKED) {
      InPlaceProduct.compute(
          !transA, m, n, k, a, aOffset, lda, b, bOffset, ldb, start, c, cOffset, ldc);
    } else {
      VectorGemm gemm = POOL.borrow();
      try {
        gemm.product.rows(m, a, aOffset, lda, !transA).lanes(n, b, bOffset, ldb, !transB);
        gemm.product.start(start, null, 0).result(c, cOffset, ldc, false).compute(k);
      } finally {
        gemm.giveBack();
      }
    }
  }

  /** Whether {@link Dots} makes a product of a size that is cut to this, without gaps. */
  static boolean isByDots(ProductSize size, int m, int n, int k) {
    return algorithm(size, m, n, k) == GemmPlan.Algorithm.DOTS;
  }

  /** Rows of its tiles where {@link InPlaceProduct} makes it, without gaps between rows; else 0. */
  static int rowsInPlace(ProductSize size, int m, int n, int k) {
    if (algorithm(size, m, n, k) != GemmPlan.Algorithm.UNPACKED) {
      return 0;
    }
    return Slivers.height(m, Slivers.widest(n, Slivers.mostVectorsInPlace(m, n, k)));
  }

  private static GemmPlan.Algorithm algorithm(ProductSize size, int m, int n, int k) {
    int lda = size.transA() ? m : k;
    int ldb = size.transB() ? k : n;
    TileShape.Start start = size.accumulates() ? TileShape.Start.C : TileShape.Start.ZERO;
    return GemmPlan.algorithm(size.transA(), size.transB(), m, n, k, lda, ldb, start);
  }

  /** Whether {@link #gemmRows} can make a product of this shape. */
  public static boolean makesRows(int m, int n, int k) {
    boolean inPanels = RankUpdates.suit(m, n, k) || GemmPlan.makesPanels(n, k);
    return inPanels && !GemmPlan.lanesAlongRows(true, false, m, n, k);
  }

  /** {@link Kernels#gemmRows}. */
  public static void gemmRows(
      int m, int n, int k, float[] a, float[] b, float[] panel, ProductRows taker) {
    VectorGemm gemm = POOL.borrow();
    try {
      if (RankUpdates.suit(m, n, k)) {
        gemm.updates.gemmRows(m, n, k, a, b, panel, taker);
        return;
      }
      BlockedProduct product = gemm.product;
      product.rows(m, a, 0, m, false).lanes(n, b, 0, n, true).start(TileShape.Start.ZERO, null, 0);
      product.panels(panel, panel.length / n, false, taker).compute(k);
    } finally {
      gemm.giveBack();
    }
  }

  /** {@link Kernels#linear} with k at least 1. */
  public static void linear(
      int m,
      int n,
      int k,
      float[] x,
      int xOffset,
      int ldx,
      float[] w,
      int wOffset,
      int ldw,
      float[] bias,
      int biasOffset,
      boolean relu,
      float[] y,
      int yOffset,
      int ldy) {
    if (m == 0 || n == 0) {
      return;
    }
    TileShape.Start start = bias == null ? TileShape.Start.ZERO : TileShape.Start.COLUMN_BIAS;
    GemmPlan.Algorithm algorithm = GemmPlan.algorithm(false, true, m, n, k, ldx, ldw, start);
    if (algorithm == GemmPlan.Algorithm.DOTS) {
      Dots.compute(
          m,
          n,
          k,
          x,
          xOffset,
          ldx,
          w,
          wOffset,
          ldw,
          start,
          bias,
          biasOffset,
          relu,
          y,
          yOffset,
          ldy);
    } else if (algorithm == GemmPlan.Algorithm.TRANSPOSED) {
      VectorGemm gemm = POOL.borrow();
      try {
        gemm.product.rows(n, w, wOffset, ldw, true).lanes(m, x, xOffset, ldx, false);
        gemm.product.start(TileShape.Start.ROW_BIAS, bias, biasOffset);
        gemm.computeTransposed(m, n, k, relu, y, yOffset, ldy, false);
      } finally {
        gemm.giveBack();
      }
    } else {
      VectorGemm gemm = POOL.borrow();
      try {
        gemm.product.rows(m, x, xOffset, ldx, true).lanes(n, w, wOffset, ldw, false);
        gemm.product.start(start, bias, biasOffset);
        gemm.product.result(y, yOffset, ldy, relu).compute(k);
      } finally {
        gemm.giveBack();
      }
    }
  }

  /** Makes the product whose operands are set, (n, m), and writes its transpose to c. */
  private void computeTransposed(
      int m, int n, int k, boolean relu, float[] c, int cOffset, int ldc, boolean accumulate) {
    if (GemmPlan.makesPanels(m, k) && n > PANEL && !accumulate) {
      columns.to(m, c, cOffset, ldc);
      try {
        product.panels(transposed.floats(PANEL * m), PANEL, relu, columns).compute(k);
      } finally {
        columns.c = null;
      }
    } else {
      float[] ct = transposed.floats(Math.multiplyExact(m, n));
      if (accumulate) {
        Transposition.transpose(m, n, c, cOffset, ldc, ct, 0, m);
      }
      product.result(ct, 0, m, relu).compute(k);
      Transposition.transpose(n, m, ct, 0, m, c, cOffset, ldc);
    }
  }

  /** Takes rows of a product as columns of a matrix of m rows. */
  private static final class Columns implements ProductRows {
    private int m;
    private float[] c;
    private int cOffset;
    private int ldc;

    void to(int m, float[] c, int cOffset, int ldc) {
      this.m = m;
      this.c = c;
      this.cOffset = cOffset;
      this.ldc = ldc;
    }

    @Override
    public void take(int i, int rows, float[] panel, int offset) {
      Transposition.transpose(rows, m, panel, offset, m, c, cOffset + i, ldc);
    }
  }
}
