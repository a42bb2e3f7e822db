package dev.lanegrad.kernel.gemm;

import dev.lanegrad.kernel.gemm.micro.DotShape;
import dev.lanegrad.kernel.gemm.micro.TileShape;
import dev.lanegrad.kernel.vector.Lanes;

/**
 * How a product is made: the algorithm, and the blocks of a {@link BlockedProduct}. The only place
 * where that is decided; the loops go by it.
 *
 * <p>The algorithm is a value of its own, and the numbers are fields that are set anew for each
 * product, so that nothing is allocated.
 */
public final class GemmPlan {
  /** What makes a product. */
  enum Algorithm {
    /** C stays, or is set to 0: there is nothing to add up. */
    NONE,
    /** Two products: of the columns in whole vectors, and of the few that are left. */
    LAST_COLUMNS_APART,
    /** {@link Dots}. */
    DOTS,
    /** Cᵀ = op(B)ᵀ op(A)ᵀ by a {@link BlockedProduct}: the lanes lie along the rows of C. */
    TRANSPOSED,
    /** {@link RankUpdates}. */
    PASSES_OVER_C,
    /** {@link InPlaceProduct}: no operand is packed. */
    UNPACKED,
    /** {@link BlockedProduct}. */
    BLOCKED
  }

  private static final int L = Lanes.COUNT;

  /** Cost of an element transposed, in multiply-adds of a vector. */
  private static final double TRANSPOSED_ELEMENT = 0.3;

  /** Multiply-adds of a column from which it pays to make it apart from others. */
  private static final int MIN_COLUMN_WORK = 1024;

  /**
   * Longest stretch of k in one pass over C. Where C and B come from memory, 1024 are 6 to 9 %
   * faster than 256, most of all for few rows; 2048 are no better.
   */
  private static final int MAX_KC = 1024;

  /** The same where every packed vector is read once: a micropanel of B fits the cache whole. */
  private static final int MAX_KC_READ_ONCE = 2048;

  /**
   * Elements of a packed block of B, kc × nc: 256 KB, a quarter of a second-level cache of 1 MB.
   * Blocks of 384 to 768 KB are 1 to 4 % slower at n = 512 to 2048.
   */
  private static final int PACKED_BLOCK_ELEMENTS = 64 * 1024;

  /**
   * Elements of B, 4 MB, that are packed at once for a result that is taken by panels of rows: each
   * panel reads them again, but the result stays in the second-level cache until it is taken.
   */
  private static final int PACKED_FOR_PANELS_ELEMENTS = 1 << 20;

  /** Vectors that a micropanel of B is wide at most. */
  int mostVectors;

  /** Rows of a tile. */
  int mr;

  /** Steps of k in one pass over C, at most. */
  int kc;

  /** Rows of A in a block, at most. */
  int mc;

  /** Columns of B in a block, at least: whole micropanels. */
  int nc;

  boolean packA;
  boolean packB;

  /**
   * What makes {@code C = start + op(A) op(B)}.
   *
   * @param start what the chains start from
   */
  static Algorithm algorithm(
      boolean transA,
      boolean transB,
      int m,
      int n,
      int k,
      int lda,
      int ldb,
      TileShape.Start start) {
    if (m == 0 || n == 0 || k == 0) {
      return Algorithm.NONE;
    }
    if (transA && !transB && restAlongRows(m, n, k)) {
      return Algorithm.LAST_COLUMNS_APART;
    }
    if (!transA && transB && Dots.suit(m, n, k, start)) {
      return Algorithm.DOTS;
    }
    if (lanesAlongRows(transA, transB, m, n, k)) {
      return Algorithm.TRANSPOSED;
    }
    if (!transB && RankUpdates.suit(m, n, k)) {
      return Algorithm.PASSES_OVER_C;
    }
    return !transB && InPlaceProduct.suits(!transA, m, n, k, lda, ldb)
        ? Algorithm.UNPACKED
        : Algorithm.BLOCKED;
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
    return few && m >= 2 * L && (long) m * k >= MIN_COLUMN_WORK && !RankUpdates.suit(m, n, k);
  }

  /** Weighs the vectors that each way would compute and the elements that it would transpose. */
  static boolean lanesAlongRows(boolean transA, boolean transB, int m, int n, int k) {
    if (!transB && n % L == 0) {
      return false; // columns in whole vectors, nothing to transpose
    }
    double alongColumns = (double) m * vectors(n) * k + (transB ? TRANSPOSED_ELEMENT * n * k : 0);
    double alongRows =
        (double) n * vectors(m) * k
            + (transA ? 0 : TRANSPOSED_ELEMENT * m * k)
            + TRANSPOSED_ELEMENT * m * n;
    return alongRows < alongColumns;
  }

  private static int vectors(int lanes) {
    return (lanes + L - 1) / L;
  }

  /**
   * Cuts a product of A, stored row by row where {@code aByRows} is set, and B, likewise.
   *
   * @param n columns, at least a vector, or all where they are fewer
   */
  void cut(int m, int n, int k, boolean aByRows, boolean bByRows, int lda, int ldb) {
    mostVectors = Slivers.mostVectors(m, bByRows);
    int widest = Slivers.widest(n, mostVectors);
    mr = Slivers.height(m, widest);
    packB = !bByRows || !InPlaceProduct.suitsLanes(m, mr, n, k, ldb);
    packA = !InPlaceProduct.suitsRows(aByRows, m, mr, n, widest, k, lda);
    if (packB && (aByRows || packA)) {
      mr = Slivers.mostHeight(m, widest);
    }
    boolean once = m <= mr;
    kc = Slivers.balanced(k, packB && once ? MAX_KC_READ_ONCE : MAX_KC);
    mc = packA ? PackedRows.most(mr, kc) : m;
    if (packB) {
      nc = once ? 1 : Slivers.balanced(n, PACKED_BLOCK_ELEMENTS / kc);
    } else {
      nc = InPlaceProduct.columns(n, kc);
    }
  }

  /** Whether a product of rows of n elements by k steps can be taken by panels of rows. */
  static boolean makesPanels(int n, int k) {
    return n >= L && k > 0 && k <= MAX_KC && (long) n * k <= PACKED_FOR_PANELS_ELEMENTS;
  }

  /**
   * The plan of {@code C = op(A) op(B)} without gaps between rows, for people: a line for each
   * decision.
   */
  public static String describe(boolean transA, boolean transB, int m, int n, int k) {
    int lda = transA ? m : k;
    int ldb = transB ? k : n;
    Algorithm algorithm = algorithm(transA, transB, m, n, k, lda, ldb, TileShape.Start.ZERO);
    return switch (algorithm) {
      case NONE -> "nothing to add up: C is set to 0";
      case LAST_COLUMNS_APART ->
          "two products, as few columns are left beyond whole vectors:\n"
              + describe(true, false, m, n / L * L, k).indent(2)
              + describe(true, false, m, n % L, k).indent(2).stripTrailing();
      case DOTS ->
          "dot products of rows with rows, B is not packed\ntile        "
              + m
              + " x "
              + DotShape.mostVectors(m)
              + " columns of a vector each at most";
      case TRANSPOSED ->
          "blocks of the transposed product, vectors along the rows of C\n"
              + blocks(n, m, k, transB, transA, ldb, lda, "B", "A");
      case PASSES_OVER_C -> "passes over C (axpy), nothing is packed";
      case UNPACKED -> "tiles of unpacked operands\n" + tile(m, n, k);
      case BLOCKED ->
          "blocks, vectors along the columns of C\n"
              + blocks(m, n, k, !transA, !transB, lda, ldb, "A", "B");
    };
  }

  private static String tile(int m, int n, int k) {
    int widest = Slivers.widest(n, Slivers.mostVectorsInPlace(m, n, k));
    return "tile        " + tile(Slivers.height(m, widest), widest) + "\npacked      nothing";
  }

  private static String tile(int mr, int vectors) {
    return mr + " x " + vectors * L + " (mr x nr, " + vectors + " vectors of " + L + ")";
  }

  private static String blocks(
      int m,
      int n,
      int k,
      boolean aByRows,
      boolean bByRows,
      int lda,
      int ldb,
      String broadcast,
      String lanes) {
    GemmPlan plan = new GemmPlan();
    plan.cut(m, n, k, aByRows, bByRows, lda, ldb);
    int widest = Slivers.widest(n, plan.mostVectors);
    String packed =
        plan.packA && plan.packB
            ? broadcast + " and " + lanes
            : plan.packA ? broadcast : plan.packB ? lanes : "nothing";
    int columns = widest * L;
    int nc = Math.min(n, Math.max(columns, (plan.nc + columns - 1) / columns * columns));
    return "tile        "
        + tile(plan.mr, widest)
        + "\npacked      "
        + packed
        + "\nblocks      kc "
        + plan.kc
        + ", mc "
        + plan.mc
        + ", nc about "
        + nc
        + "\nmicropanels "
        + (m + plan.mr - 1) / plan.mr
        + " of "
        + broadcast
        + ", "
        + (n + columns - 1) / columns
        + " of "
        + lanes
        + (n < L ? "\nC           in a copy of whole vectors" : "");
  }
}
