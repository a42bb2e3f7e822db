package dev.lanegrad;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.Unary;
import java.util.Locale;

/** An elementwise function of one operand, {@code y = f(x)} with {@code dx = f'(x) dy}. */
final class UnaryOperation extends Operation {
  private final Unary function;

  UnaryOperation(Unary function, Tensor x) {
    super(x);
    this.function = function;
    switch (function) {
      case ABS, SQUARE, LOG -> keep(0);
      case SQRT, RELU, EXP, SIGMOID, TANH -> keepOutput();
      case NEG -> {}
    }
  }

  @Override
  protected void forward() {
    Kernels.current().unary(function, outputNumel(), values(0), 0, output(), 0);
  }

  @Override
  protected void backward() {
    float[] dy = outputGradient();
    switch (function) {
      case NEG -> Kernels.current().unary(Unary.NEG, outputNumel(), dy, 0, dy, 0);
      case ABS -> combine(Binary.ABS_BACKWARD, values(0), dy);
      case SQUARE -> combine(Binary.SQUARE_BACKWARD, values(0), dy);
      case SQRT -> combine(Binary.SQRT_BACKWARD, output(), dy);
      case RELU -> combine(Binary.RELU_BACKWARD, output(), dy);
      case EXP -> combine(Binary.MUL, dy, output());
      case LOG -> combine(Binary.DIV, dy, values(0));
      case SIGMOID -> combine(Binary.SIGMOID_BACKWARD, output(), dy);
      case TANH -> combine(Binary.TANH_BACKWARD, output(), dy);
    }
    passOn(0);
  }

  /** In place: the gradient of the output becomes that of the operand. */
  private void combine(Binary op, float[] a, float[] b) {
    Kernels.current().binary(op, outputNumel(), a, 0, 1, b, 0, 1, outputGradient(), 0);
  }

  /** The function. */
  Unary function() {
    return function;
  }

  @Override
  protected boolean takesLongerArrays() {
    return true;
  }

  @Override
  protected String name() {
    if (function == Unary.SQUARE) {
      return "Pow";
    }
    String name = function.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }
}
