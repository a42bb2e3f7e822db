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

  /** Cost of an element transposed, in multiply-adds of a vector. */
  private static final double TRANSPOSE = 0.3;

  /** Rows of a transposed result that are transposed while the second-level cache has them. */
  private static final int PANEL = 72;

  /** Multiply-adds of a column from which it is worth the while to make it apart from others. */
  private static final int MUCH = 1024;

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
    if (m == 0 || n == 0) {
      return;
    }
    if (k == 0) {
      for (int i = 0; i < m && !accumulate; i++) {
        Arrays.fill(c, cOffset + i * ldc, cOffset + i * ldc + n, 0f);
      }
      return;
    }
    if (transA && !transB && restAlongRows(m, n, k)) {
      int whole = n / L * L;
      gemm(true, false, m, whole, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc, accumulate);
      gemm(
          true,
          false,
          m,
          n - whole,
          k,
          a,
          aOffset,
          lda,
          b,
          bOffset + whole,
          ldb,
          c,
          cOffset + whole,
          ldc,
          accumulate);
      return;
    }
    TileShape.Start start = accumulate ? TileShape.Start.C : TileShape.Start.ZERO;
    if (!transA && transB && Dots.suit(m, n, k, start)) {
      Dots.compute(
          m, n, k, a, aOffset, lda, b, bOffset, ldb, start, null, 0, false, c, cOffset, ldc);
    } else if (lanesAlongRows(transA, transB, m, n, k)) {
      VectorGemm gemm = POOL.borrow();
      try {
        gemm.product.rows(n, b, bOffset, ldb, transB).lanes(m, a, aOffset, lda, transA);
        gemm.product.start(start, null, 0);
        gemm.computeTransposed(m, n, k, false, c, cOffset, ldc, accumulate);
      } finally {
        gemm.giveBack();
      }
    } else if (!transB && RankUpdates.suit(m, n, k)) {
      int aRow = transA ? 1 : lda;
      int aStep = transA ? lda : 1;
      VectorGemm gemm = POOL.borrow();
      try {
        gemm.updates.gemm(
            m, n, k, a, aOffset, aRow, aStep, b, bOffset, ldb, c, cOffset, ldc, accumulate);
      } finally {
        gemm.giveBack();
      }
    } else if (!transB && InPlaceProduct.suits(!transA, m, n, k, lda, ldb)) {
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

  /** Whether {@link Dots} makes a product of a size that is cut to this. */
  static boolean isByDots(ProductSize size, int m, int n, int k) {
    TileShape.Start start = size.accumulates() ? TileShape.Start.C : TileShape.Start.ZERO;
    return !size.transA() && size.transB() && Dots.suit(m, n, k, start);
  }

  /** Rows of its tiles where {@link InPlaceProduct} makes it, without gaps between rows; else 0. */
  static int rowsInPlace(ProductSize size, int m, int n, int k) {
    if (size.transB() || lanesAlongRows(size.transA(), false, m, n, k)) {
      return 0;
    }
    int lda = size.transA() ? m : k;
    boolean inPlace =
        !RankUpdates.suit(m, n, k) && InPlaceProduct.suits(!size.transA(), m, n, k, lda, n);
    int most = Slivers.mostVectorsInPlace(m, n, k);
    return inPlace ? Slivers.height(m, Slivers.widest(n, most)) : 0;
  }

  /** Whether {@link #gemmRows} can make a product of this shape. */
  public static boolean makesRows(int m, int n, int k) {
    boolean inPanels = RankUpdates.suit(m, n, k) || BlockedProduct.makesPanels(n, k);
    return inPanels && !lanesAlongRows(true, false, m, n, k);
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
    if (Dots.suit(m, n, k, start)) {
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
    } else if (lanesAlongRows(false, true, m, n, k)) {
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
    if (BlockedProduct.makesPanels(m, k) && n > PANEL && !accumulate) {
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

  /**
   * Whether of an (m, n) product whose operands are both stored a row for each step the columns
   * beyond whole vectors are so few that they are better made apart, with the lanes along the rows:
   * that takes {@code m / L} vectors of each, instead of m of all. Passes over C just overlap their
   * last vectors.
   */
  private static boolean restAlongRows(int m, int n, int k) {
    int rest = n % L;
    boolean few = n > L && rest > 0 && rest <= L / 4;
    return few && m >= 2 * L && (long) m * k >= MUCH && !RankUpdates.suit(m, n, k);
  }

  /** Weighs the vectors that each way would compute and the elements that it would transpose. */
  private static boolean lanesAlongRows(boolean transA, boolean transB, int m, int n, int k) {
    if (!transB && n % L == 0) {
      return false; // columns in whole vectors, nothing to transpose
    }
    double alongColumns = (double) m * vectors(n) * k + (transB ? TRANSPOSE * n * k : 0);
    double alongRows =
        (double) n * vectors(m) * k + (transA ? 0 : TRANSPOSE * m * k) + TRANSPOSE * m * n;
    return alongRows < alongColumns;
  }

  private static int vectors(int lanes) {
    return (lanes + L - 1) / L;
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
