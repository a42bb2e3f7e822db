package dev.lanegrad.kernel.dispatch;

import dev.lanegrad.kernel.AdamStep;
import dev.lanegrad.kernel.Kernels;

/**
 * The arguments of one call of a kernel, by the names that they have in {@link Kernels}, so that an
 * {@link Op} can run any part of it: on the threads of a {@link WorkerPool}, or as the trial of a
 * warm-up. One is kept and used again, so that sharing allocates nothing.
 */
final class Call implements WorkerPool.Task {
  /** An array argument. The stride is its leading dimension or increment. */
  static final class Operand {
    float[] array;
    int offset;
    int stride;

    void set(float[] array, int offset, int stride) {
      this.array = array;
      this.offset = offset;
      this.stride = stride;
    }

    /** Where row or element i begins. */
    int at(int i) {
      return offset + i * stride;
    }
  }

  final KernelChoice choice;

  Op op;

  /** Which function, of an op that has variants. */
  Enum<?> variant;

  int m;
  int n;
  int k;

  final Operand a = new Operand();
  final Operand b = new Operand();
  final Operand c = new Operand();
  final Operand x = new Operand();
  final Operand y = new Operand();
  final Operand w = new Operand();
  final Operand bias = new Operand();
  final Operand t = new Operand();
  final Operand g = new Operand();
  final Operand dx = new Operand();
  final Operand dy = new Operand();
  final Operand sums = new Operand();

  /** The m of Adam: the mean of the gradients. */
  final Operand mean = new Operand();

  /** The v of Adam, or the momentum buffer. */
  final Operand v = new Operand();

  final Operand vMax = new Operand();

  private final Operand[] operands = {a, b, c, x, y, w, bias, t, g, dx, dy, sums, mean, v, vMax};

  boolean transA;
  boolean transB;
  boolean accumulate;
  boolean relu;
  boolean log;
  boolean nesterov;
  boolean first;
  float alpha;
  float parameter;
  float scale;
  float lr;
  float weightDecay;
  float momentum;
  float dampening;
  float smoothing;
  int ignored;
  AdamStep step;

  Call(KernelChoice choice) {
    this.choice = choice;
  }

  /** Begins a call on n elements. */
  Call of(Op op, Enum<?> variant, int n) {
    return of(op, variant, 1, n, 1);
  }

  /** Begins a call on a matrix of m rows and n columns, which sums over k. */
  Call of(Op op, Enum<?> variant, int m, int n, int k) {
    this.op = op;
    this.variant = variant;
    this.m = m;
    this.n = n;
    this.k = k;
    return this;
  }

  /** The operands of a trial: each of so many elements, none 0, in rows of that stride. */
  void fill(int elements, int stride) {
    for (Operand operand : operands) {
      float[] array = new float[elements];
      for (int i = 0; i < elements; i++) {
        array[i] = 0.25f + i % 7 * 0.125f;
      }
      operand.set(array, 0, stride);
    }
  }

  @Override
  public void run(int part, int parts) {
    op.runPart(this, part, parts);
  }

  /** Lets go of the operands: a batch, a weight and its gradient may be all there is of a net. */
  @Override
  public void end() {
    for (Operand operand : operands) {
      operand.array = null;
    }
    step = null;
  }
}
