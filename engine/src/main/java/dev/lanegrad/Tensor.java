package dev.lanegrad;

import dev.lanegrad.kernel.Unary;
import java.util.Arrays;

/**
 * Float32 values of any number of dimensions, row-major, which can remember how they were computed.
 *
 * <p>What is computed from a tensor that {@link #requiresGrad requires a gradient} requires one
 * too, and {@link #backward()} on the result adds to the {@link #grad} of every tensor that it came
 * from and that was made by the user, the <i>leaves</i>.
 *
 * <p><b>Broadcasting.</b> Operands of {@link #add}, {@link #sub}, {@link #mul}, {@link #div},
 * {@link #maximum} and {@link #minimum} need not have the same shape: shapes are aligned at their
 * last dimension, and a dimension of size 1, or one that is missing, is used again for each index
 * of the other's. Shapes that don't fit throw {@link IllegalArgumentException}.
 *
 * <p><b>Sharing.</b> {@link #view}, {@link #t}, {@link #detach} and {@link #data} give tensors with
 * the same values in memory: a change of one in place shows in the others. The methods ending in
 * {@code i}, as in DJL and ND4J, change in place and return this tensor.
 *
 * <p>Errors begin with PyTorch's words. A tensor may be read by many threads, and changed by one at
 * a time.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/tensors.html">torch.Tensor</a>
 */
public class Tensor {
  /** The number 1, the gradient that a backward starts from. */
  static final float[] ONE = {1f};

  final Storage storage;
  final int[] shape;

  /** Whether the storage holds the transpose, (columns, rows): what {@link #t} gives. */
  final boolean transposed;

  /** Where the gradient gathers; null if none is required. */
  Gradient gradient;

  /** The function that made this view of another tensor, in print; null if it is none. */
  final String view;

  /** Whether another tensor is a view of this one. */
  boolean viewed;

  private final int numel;

  /** Zeros. */
  Tensor(int[] shape) {
    this(new Storage(new float[Shapes.numel(shape)]), shape, false, null);
  }

  Tensor(Storage storage, int[] shape, boolean transposed, Gradient gradient) {
    this(storage, shape, transposed, gradient, null);
  }

  private Tensor(Storage storage, int[] shape, boolean transposed, Gradient gradient, String view) {
    this.storage = storage;
    this.shape = shape;
    this.transposed = transposed;
    this.gradient = gradient;
    this.view = view;
    numel = Shapes.numel(shape);
  }

  /** A leaf that requires a gradient and shares the values of another tensor, for parameters. */
  protected Tensor(Tensor values) {
    this(values.storage, values.shape, values.transposed, null);
    gradient = new Gradient(null, numel);
  }

  // Making tensors

  /**
   * A copy of values; without a shape, in one dimension.
   *
   * @throws IllegalArgumentException if the shape is of another size
   */
  public static Tensor of(float[] values, int... shape) {
    return made(around(values.clone(), false, shape));
  }

  /**
   * A tensor around an array: what changes one changes the other. Without a shape, in one
   * dimension.
   *
   * @throws IllegalArgumentException if the shape is of another size
   */
  public static Tensor wrap(float[] values, int... shape) {
    return around(values, true, shape);
  }

  private static Tensor around(float[] values, boolean shared, int[] shape) {
    int[] given = shape.length == 0 ? new int[] {values.length} : shape.clone();
    if (Shapes.numel(given) != values.length) {
      throw new IllegalArgumentException(
          "shape '"
              + Shapes.text(given)
              + "' is invalid for input of size "
              + values.length
              + ". The sizes must multiply to the length of the array.");
    }
    return new Tensor(new Storage(values, shared), given, false, null);
  }

  /** One number, without dimensions. */
  public static Tensor scalar(float value) {
    return made(new Tensor(new Storage(new float[] {value}), Shapes.SCALAR, false, null));
  }

  /** Zeros. */
  public static Tensor zeros(int... shape) {
    return made(new Tensor(shape.clone()));
  }

  /** Ones. */
  public static Tensor ones(int... shape) {
    return full(1f, shape);
  }

  /** One value everywhere. */
  public static Tensor full(float value, int... shape) {
    Tensor tensor = new Tensor(shape.clone());
    Arrays.fill(tensor.storage.data, value);
    return made(tensor);
  }

  /** Tells a recording of a tensor that is made of numbers, by none of its operations. */
  private static Tensor made(Tensor tensor) {
    Recording recording = Recording.current();
    if (recording != null) {
      recording.made(tensor);
    }
    return tensor;
  }

  /** Uniform numbers in [0, 1) of the default generator. */
  public static Tensor rand(int... shape) {
    return rand(Generator.getDefault(), shape);
  }

  /** Uniform numbers in [0, 1). */
  public static Tensor rand(Generator generator, int... shape) {
    return generator.rand(shape);
  }

  /** Normal numbers of mean 0 and variance 1 of the default generator. */
  public static Tensor randn(int... shape) {
    return randn(Generator.getDefault(), shape);
  }

  /** Normal numbers of mean 0 and variance 1. */
  public static Tensor randn(Generator generator, int... shape) {
    return generator.randn(shape);
  }

  // Looking at tensors

  /** The sizes of the dimensions. */
  public int[] shape() {
    return shape.clone();
  }

  /** The size of a dimension, counted from the end if negative. */
  public int size(int dim) {
    if (shape.length == 0) {
      throw new IllegalArgumentException(
          "Dimension specified as " + dim + " but tensor has no dimensions. It is one number.");
    }
    return shape[checkedDimension(dim)];
  }

  /** The number of dimensions. */
  public int rank() {
    return shape.length;
  }

  /** The number of elements. */
  public int numel() {
    return numel;
  }

  /**
   * The one element.
   *
   * @throws IllegalStateException if there are more, or none
   */
  public float item() {
    if (numel != 1) {
      throw new IllegalStateException(
          "a Tensor with "
              + numel
              + " elements cannot be converted to Scalar. Its shape is "
              + Shapes.text(shape)
              + ": take one with get(...), all with toArray(), or reduce it with sum() or mean().");
    }
    Recording.refuse("item() was called");
    return storage.data[0];
  }

  /** A copy of the elements, row by row. */
  public float[] toArray() {
    Recording.refuse("toArray() was called");
    float[] values = new float[numel];
    copyTo(values);
    return values;
  }

  /**
   * One element.
   *
   * @param index one for each dimension, counted from the end if negative
   * @throws IllegalArgumentException for more indices than dimensions, or fewer
   * @throws IndexOutOfBoundsException if an index is not in {@code [-size, size)}
   */
  public float get(int... index) {
    Recording.refuse("get() was called");
    if (index.length != shape.length) {
      throw new IllegalArgumentException(
          "expected "
              + shape.length
              + " indices for the shape "
              + Shapes.text(shape)
              + ", but got "
              + index.length
              + ".");
    }
    int at = 0;
    for (int d = 0; d < shape.length; d++) {
      int i = Shapes.index(index[d], d, shape);
      at = transposed && d == 1 ? i * shape[0] + at : at * shape[d] + i;
    }
    return storage.data[at];
  }

  /**
   * The array behind the tensor, row-major, for kernels: not a copy. Who writes to it calls {@link
   * #changed} afterwards.
   *
   * @throws IllegalStateException for a transposed view, whose elements lie in another order
   */
  public float[] array() {
    if (transposed) {
      throw new IllegalStateException(
          "the tensor of shape "
              + Shapes.text(shape)
              + " is a transposed view, whose elements don't lie row by row. Use contiguous()"
              + " first.");
    }
    Recording.refuse("array() was called");
    return storage.data;
  }

  /**
   * Says that the values were changed in place, so that a backward that needs the old ones throws.
   */
  public void changed() {
    storage.version++;
  }

  /** The values as PyTorch prints them. */
  @Override
  public String toString() {
    return TensorFormat.format(this);
  }

  // Sharing the values

  /**
   * The same values in another shape: (...) to {@code shape}, of which one size may be -1.
   *
   * @throws IllegalArgumentException if the shape is of another size
   * @throws IllegalStateException for a transposed view
   */
  public Tensor view(int... shape) {
    int[] resolved = Shapes.resolve(shape, numel);
    if (transposed) {
      throw new IllegalStateException(
          "view size is not compatible with input tensor's size and stride (at least one dimension"
              + " spans across two contiguous subspaces). The tensor of shape "
              + Shapes.text(this.shape)
              + " is a transposed view: call contiguous().view("
              + Shapes.list(shape)
              + ").");
    }
    return viewAs("View", resolved);
  }

  /**
   * The transpose: (m, n) to (n, m); of fewer dimensions the tensor itself.
   *
   * @throws IllegalArgumentException for more than two dimensions
   */
  public Tensor t() {
    if (shape.length > 2) {
      throw new IllegalArgumentException(
          "t() expects a tensor with <= 2 dimensions, but self is "
              + shape.length
              + "D. Its shape is "
              + Shapes.text(shape)
              + ".");
    }
    if (shape.length < 2) {
      return viewAs("T", shape);
    }
    int[] swapped = {shape[1], shape[0]};
    if (!transposed && (shape[0] == 1 || shape[1] == 1)) {
      return viewAs("T", swapped);
    }
    boolean tracked = passesGradient();
    Tensor transpose = new Tensor(storage, swapped, !transposed, null, tracked ? "T" : null);
    if (!tracked) {
      return transpose;
    }
    viewed = true;
    return new Transpose(this).run(transpose);
  }

  /** The same values without history: changes show in both, gradients don't pass. */
  public Tensor detach() {
    return new Tensor(storage, shape, transposed, null);
  }

  /** The same as {@link #detach}, by the name that older code has for it. */
  public Tensor data() {
    return detach();
  }

  private Tensor viewAs(String function, int[] shape) {
    Gradient shared = passesGradient() ? gradient : null;
    viewed |= shared != null;
    return new Tensor(storage, shape, false, shared, shared != null ? function : null);
  }

  /** Whether gradients of a view come here. */
  private boolean passesGradient() {
    Tracking tracking = Tracking.current();
    if (tracking.recording != null) {
      tracking.recording.reads(this, tracking.enabled);
    }
    return gradient != null && tracking.enabled;
  }

  // Copying the values

  /** A copy with values of its own, row by row in memory, through which gradients pass. */
  public Tensor copy() {
    return new Copy(this).apply(shape);
  }

  /** This tensor, or a {@link #copy} of it if its elements don't lie row by row in memory. */
  public Tensor contiguous() {
    return transposed ? copy() : this;
  }

  // Gradients

  /** Whether a gradient is computed for this tensor. */
  public boolean requiresGrad() {
    Recording recording = Recording.current();
    if (recording != null) {
      recording.dependsOn(this);
    }
    return gradient != null;
  }

  /**
   * Asks for a gradient for this leaf, or no longer for one.
   *
   * @throws IllegalStateException if the tensor is no leaf
   */
  public Tensor requiresGrad(boolean requires) {
    if (requires == requiresGrad()) {
      return this;
    }
    if (requires) {
      gradient = new Gradient(null, numel);
    } else if (isLeaf()) {
      gradient = null;
    } else {
      throw new IllegalStateException(
          "you can only change requires_grad flags of leaf variables. If you want to use a computed"
              + " variable in a subgraph that doesn't require differentiation use var_no_grad ="
              + " var.detach(). The tensor has shape "
              + Shapes.text(shape)
              + ".");
    }
    return this;
  }

  /** Whether the tensor was made by the user and not computed from others that need a gradient. */
  public boolean isLeaf() {
    return gradient == null || (gradient.operation == null && view == null);
  }

  /**
   * The gradient that has gathered; null before the first {@link #backward()}, after {@link
   * #zeroGrad()} and for tensors that are no leaves.
   *
   * <p>Always the same tensor: later backwards change its values.
   */
  public Tensor grad() {
    return gradient != null && gradient.present() && isLeaf() ? gradient.tensor(shape) : null;
  }

  /** Forgets the gradient: {@link #grad} is null until the next backward. */
  public void zeroGrad() {
    zeroGrad(true);
  }

  /** Forgets the gradient, or fills it with zeros unless {@code setToNone}. */
  public void zeroGrad(boolean setToNone) {
    if (gradient != null && gradient.present()) {
      if (setToNone) {
        gradient.clear();
      } else {
        gradient.zero();
      }
    }
  }

  /**
   * Adds to every leaf's gradient the derivative of this number in it.
   *
   * @throws IllegalStateException if there is more than one element, if nothing requires a
   *     gradient, if backward was called before, and if a value that it needs was changed in place
   */
  public void backward() {
    Recording.refuse("backward() was called");
    Backward.run(this, null, false, null);
  }

  /**
   * Adds to every leaf's gradient the derivative of the sum of {@code this * gradient} in it.
   *
   * @param gradient of this tensor's shape
   */
  public void backward(Tensor gradient) {
    backward(gradient, false);
  }

  /**
   * As {@link #backward(Tensor)}, and keeps the graph for another backward if {@code retainGraph}.
   *
   * @param gradient of this tensor's shape; null for 1 where this is one number
   */
  public void backward(Tensor gradient, boolean retainGraph) {
    Recording.refuse("backward() was called");
    Backward.run(this, gradient, retainGraph, null);
  }

  /** What computed this tensor, if a gradient has to go there. */
  final Operation operation() {
    return gradient == null ? null : gradient.operation;
  }

  // Arithmetic, broadcasting

  /** {@code this + other}, elementwise. */
  public Tensor add(Tensor other) {
    return new Add(this, other).compute();
  }

  /** {@code this + value}, elementwise. */
  public Tensor add(float value) {
    return add(scalar(value));
  }

  /** {@code this - other}, elementwise. */
  public Tensor sub(Tensor other) {
    return new Sub(this, other).compute();
  }

  /** {@code this - value}, elementwise. */
  public Tensor sub(float value) {
    return sub(scalar(value));
  }

  /** {@code this * other}, elementwise. */
  public Tensor mul(Tensor other) {
    return new Mul(this, other).compute();
  }

  /** {@code this * value}, elementwise. */
  public Tensor mul(float value) {
    return new Mul(this, value).compute();
  }

  /** {@code this / other}, elementwise. */
  public Tensor div(Tensor other) {
    return new Div(this, other).compute();
  }

  /** {@code this / value}, elementwise. */
  public Tensor div(float value) {
    return new Div(this, value).compute();
  }

  /**
   * The larger of two elements, NaN if one is. Equal ones get half of the gradient each, infinities
   * among them; the smaller one gets 0, even where the gradient is infinite or NaN. With a NaN both
   * get all of it, as in PyTorch.
   */
  public Tensor maximum(Tensor other) {
    return new Extremum(Extremum.Kind.MAXIMUM, this, other).compute();
  }

  /** The smaller of two elements, NaN if one is, with gradients as in {@link #maximum}. */
  public Tensor minimum(Tensor other) {
    return new Extremum(Extremum.Kind.MINIMUM, this, other).compute();
  }

  /**
   * The product of two matrices (m, k) and (k, n), to (m, n).
   *
   * <p>An operand of one dimension (k) counts as a row on the left and as a column on the right,
   * and the result then lacks that dimension.
   *
   * @throws IllegalArgumentException if the sizes don't fit, or for other numbers of dimensions
   */
  public Tensor matmul(Tensor other) {
    return new MatMul(this, other).compute();
  }

  // In place

  /**
   * Adds in place; {@code other} is broadcast to this tensor's shape.
   *
   * @throws IllegalStateException for a leaf that requires a gradient, outside {@link NoGrad}; and
   *     for a view, or a tensor that has views, where a gradient has to pass
   */
  public Tensor addi(Tensor other) {
    if (transposed) {
      return copyi(detach().add(other));
    }
    InPlace.checkShape(this, other);
    return new Add(this, other).runInPlace(this);
  }

  /** Adds in place, as {@link #addi(Tensor)}. */
  public Tensor addi(float value) {
    return addi(scalar(value));
  }

  /** Subtracts in place, as {@link #addi(Tensor)} adds. */
  public Tensor subi(Tensor other) {
    if (transposed) {
      return copyi(detach().sub(other));
    }
    InPlace.checkShape(this, other);
    return new Sub(this, other).runInPlace(this);
  }

  /** Subtracts in place, as {@link #addi(Tensor)} adds. */
  public Tensor subi(float value) {
    return subi(scalar(value));
  }

  /** Multiplies in place, as {@link #addi(Tensor)} adds. */
  public Tensor muli(Tensor other) {
    if (transposed) {
      return copyi(detach().mul(other));
    }
    InPlace.checkShape(this, other);
    // The gradient of other needs the values from before.
    Tensor factor = other.requiresGrad() && Tracking.current().enabled ? copy() : this;
    return new Mul(factor, other).runInPlace(this);
  }

  /** Multiplies in place, as {@link #addi(Tensor)} adds. */
  public Tensor muli(float value) {
    return transposed ? muli(scalar(value)) : new Mul(this, value).runInPlace(this);
  }

  /** Divides in place, as {@link #addi(Tensor)} adds. */
  public Tensor divi(Tensor other) {
    if (transposed) {
      return copyi(detach().div(other));
    }
    InPlace.checkShape(this, other);
    return new Div(this, other).runInPlace(this);
  }

  /** Divides in place, as {@link #addi(Tensor)} adds. */
  public Tensor divi(float value) {
    return transposed ? divi(scalar(value)) : new Div(this, value).runInPlace(this);
  }

  /** Sets every element to 0, as {@link #addi(Tensor)} adds. */
  public Tensor zeroi() {
    return new Assign("ZeroBackward0", this, scalar(0f)).runInPlace(this);
  }

  /** Takes the values of another tensor, as {@link #addi(Tensor)} adds. */
  public Tensor copyi(Tensor other) {
    InPlace.checkShape(this, other);
    return new Assign("CopyBackwards", this, other).runInPlace(this);
  }

  // Elementwise functions

  /** {@code -x}. */
  public Tensor neg() {
    return new UnaryOperation(Unary.NEG, this).apply(shape);
  }

  /** {@code max(0, x)}; NaN stays NaN; the gradient at 0 is 0. */
  public Tensor relu() {
    return new UnaryOperation(Unary.RELU, this).apply(shape);
  }

  /** {@code 1 / (1 + exp(-x))}. */
  public Tensor sigmoid() {
    return new UnaryOperation(Unary.SIGMOID, this).apply(shape);
  }

  /** The hyperbolic tangent. */
  public Tensor tanh() {
    return new UnaryOperation(Unary.TANH, this).apply(shape);
  }

  /** {@code e} to the power x. */
  public Tensor exp() {
    return new UnaryOperation(Unary.EXP, this).apply(shape);
  }

  /** The natural logarithm. */
  public Tensor log() {
    return new UnaryOperation(Unary.LOG, this).apply(shape);
  }

  /** The square root. */
  public Tensor sqrt() {
    return new UnaryOperation(Unary.SQRT, this).apply(shape);
  }

  /**
   * The absolute value; its gradient at 0 is 0, even where that of the result is infinite or NaN.
   */
  public Tensor abs() {
    return new UnaryOperation(Unary.ABS, this).apply(shape);
  }

  /** {@code x * x}. */
  public Tensor square() {
    return new UnaryOperation(Unary.SQUARE, this).apply(shape);
  }

  /** x to a power. */
  public Tensor pow(float exponent) {
    return Power.of(this, exponent);
  }

  /**
   * {@code min(max(x, min), max)}; the gradient passes where {@code min <= x <= max}, and is 0
   * elsewhere, even where that of the result is infinite or NaN. Bounds may be infinite. Where min
   * is above max all results are max, and where a bound is NaN all are NaN, without a gradient.
   */
  public Tensor clamp(float min, float max) {
    return new Clamp(this, min, max).apply(shape);
  }

  // Reductions

  /** The sum of all elements, a number without dimensions. */
  public Tensor sum() {
    return new Sum(this).apply(Shapes.SCALAR);
  }

  /** The mean of all elements, a number without dimensions; NaN if there are none. */
  public Tensor mean() {
    return new Mean(this).apply(Shapes.SCALAR);
  }

  /**
   * The sums along a dimension.
   *
   * @param dim counted from the end if negative
   * @param keepDim keeps the dimension, with size 1
   */
  public Tensor sum(int dim, boolean keepDim) {
    return SumAlong.sum(this, dim, keepDim);
  }

  /** The means along a dimension, as {@link #sum(int, boolean)}. */
  public Tensor mean(int dim, boolean keepDim) {
    return SumAlong.mean(this, dim, keepDim);
  }

  /** {@code exp(x) / sum(exp(x))} along a dimension, computed as {@code exp(x - max(x))}. */
  public Tensor softmax(int dim) {
    return new Softmax(this, checkedDimension(dim)).apply(shape);
  }

  /**
   * {@code log(softmax(x))} along a dimension, as {@code x - max(x) - log(sum(exp(x - max(x))))}.
   */
  public Tensor logSoftmax(int dim) {
    return new LogSoftmax(this, checkedDimension(dim)).apply(shape);
  }

  private int checkedDimension(int dim) {
    return Shapes.dimension(dim, shape.length);
  }

  /** Copies the elements, row by row. */
  final void copyTo(float[] values) {
    if (transposed) {
      Transpose.transpose(shape[1], shape[0], storage.data, values);
    } else {
      System.arraycopy(storage.data, 0, values, 0, numel);
    }
  }
}
