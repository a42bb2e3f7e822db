package dev.lanegrad.kernel;

/**
 * One kernel, or one size of product, that starts as plain loops and goes over to vectors: which it
 * is now, and a call of it on operands of its own by which {@link WarmUp} gets the vectors
 * compiled.
 */
final class WarmingKernel {
  /** The kernels that go over each on its own. */
  enum Kind {
    GEMM,
    LINEAR,
    COLUMN_SUMS,
    RELU_BACKWARD,
    UNARY,
    BINARY,
    AXPY,
    SUM_BLOCKS,
    MAX,
    LOSS_VALUES,
    LOSS_BLOCKS,
    LOSS_GRADIENT,
    LOSS_BLOCKS_AND_GRADIENT,
    SGD,
    SGD_MOMENTUM,
    ADAM
  }

  /** Elements of a trial; also what a matrix of a trial has in rows and columns, 32 each. */
  private static final int N = 1024;

  private static final int SIDE = 32;

  private final Kind kind;
  private final Enum<?> op;
  private final ProductSize size;

  // Of a product, made for the trial.
  private ProductTrial plainProduct;
  private ProductTrial vectorProduct;

  /** Whether calls go to the vectors. */
  private volatile boolean vectors;

  private volatile boolean asked;

  WarmingKernel(Kind kind, Enum<?> op) {
    this(kind, op, null);
  }

  WarmingKernel(Kind kind, ProductSize size) {
    this(kind, null, size);
  }

  private WarmingKernel(Kind kind, Enum<?> op, ProductSize size) {
    this.kind = kind;
    this.op = op;
    this.size = size;
  }

  /**
   * Whether a call goes to the vectors; where not yet, the first caller asks for them to be
   * compiled.
   */
  boolean vectors(WarmUp warmUp) {
    if (vectors) {
      return true;
    }
    if (!asked) {
      asked = true; // a second thread that asks at the same moment does no harm
      warmUp.ask(this);
    }
    return false;
  }

  void goOver() {
    vectors = true;
  }

  /** Makes the operands of a trial. */
  float[][] operands() {
    float[][] operands;
    if (size == null) {
      operands = new float[4][N];
    } else {
      plainProduct = ProductTrial.ofPlain(size);
      vectorProduct = ProductTrial.ofVectors(size);
      operands = ProductTrial.operands(size);
    }
    for (float[] operand : operands) {
      for (int i = 0; i < operand.length; i++) {
        operand[i] = 0.25f + i % 7 * 0.125f;
      }
    }
    return operands;
  }

  /** How many times the work of a call by plain loops one by vectors does. */
  double work() {
    return size == null ? 1 : vectorProduct.work() / plainProduct.work();
  }

  /** One call, by plain loops or by vectors. */
  void call(Kernels kernels, boolean plain, float[][] operands) {
    float[] x = operands[0];
    float[] y = operands[1];
    float[] z = operands[2];
    switch (kind) {
      case GEMM, LINEAR -> (plain ? plainProduct : vectorProduct).run(kernels, x, y, z);
      case COLUMN_SUMS -> kernels.columnSums(SIDE, SIDE, x, 0, SIDE, z, 0, false);
      case RELU_BACKWARD -> kernels.reluBackward(SIDE, SIDE, x, 0, SIDE, y, 0, SIDE, z, 0, false);
      case UNARY -> kernels.unary((Unary) op, N, x, 0, z, 0);
      case BINARY -> {
        kernels.binary((Binary) op, N, x, 0, 1, y, 0, 1, z, 0);
        kernels.binary((Binary) op, N, x, 0, 0, y, 0, 1, z, 0);
        kernels.binary((Binary) op, N, x, 0, 1, y, 0, 0, z, 0);
      }
      case AXPY -> kernels.axpy(N, 1e-9f, x, 0, z, 0);
      case SUM_BLOCKS -> kernels.sumBlocks(N, x, 0, z, 0);
      case MAX -> z[0] = kernels.max(N, x, 0);
      case LOSS_VALUES -> kernels.lossValues((PointLoss) op, 1f, N, x, 0, y, 0, z, 0);
      case LOSS_BLOCKS -> kernels.lossBlocks((PointLoss) op, 1f, N, x, 0, y, 0, z, 0);
      case LOSS_GRADIENT ->
          kernels.lossGradient((PointLoss) op, 1f, N, x, 0, y, 0, y, 0, 0, z, 0, false);
      case LOSS_BLOCKS_AND_GRADIENT ->
          kernels.lossBlocksAndGradient(
              (PointLoss) op, 1f, N, x, 0, y, 0, operands[3], 0, 1f, z, 0);
      case SGD -> kernels.sgd(N, 1e-9f, 0f, x, 0, z, 0);
      case SGD_MOMENTUM ->
          kernels.sgdMomentum(N, 1e-9f, 0f, 0.9f, 0f, false, false, x, 0, y, 0, z, 0);
      case ADAM -> kernels.adam(TRIAL_STEP, N, x, 0, y, 0, y, 0, null, 0, z, 0);
    }
  }

  private static final AdamStep TRIAL_STEP =
      new AdamStep(0.9, 0.999, 1e-8).set(0.9, 0.999, 1e-9, 0, false);
}
