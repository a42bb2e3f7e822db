package dev.lanegrad.optim;

import dev.lanegrad.Recording;
import dev.lanegrad.Tensor;
import java.util.List;

/**
 * Changes parameters by their gradients, step by step.
 *
 * <p>A parameter whose gradient is null is left alone: with a gradient of zeros, momentum and decay
 * would still move it.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/optim.html">torch.optim</a>
 */
public abstract class Optimizer {
  private final Tensor[] parameters;
  private float lr;

  /**
   * An optimizer of the given parameters.
   *
   * @throws IllegalArgumentException if there are none, one is null, is listed twice or was
   *     computed from others, or the learning rate is negative
   */
  protected Optimizer(List<? extends Tensor> parameters, float lr) {
    this.parameters = ParameterList.checked(parameters);
    this.lr = Settings.atLeastZero("learning rate", lr);
  }

  /** Changes every parameter that has a gradient. */
  public final void step() {
    for (int i = 0; i < parameters.length; i++) {
      Tensor parameter = parameters[i];
      Tensor gradient = parameter.grad();
      if (gradient != null) {
        update(i, parameter.numel(), gradient.array(), parameter.array());
        parameter.changed();
      }
    }
  }

  /**
   * Changes one parameter.
   *
   * @param index of the parameter, for what is remembered of it
   * @param n its number of elements
   * @param gradient of n elements
   * @param values of n elements, written
   */
  protected abstract void update(int index, int n, float[] gradient, float[] values);

  /**
   * Lets a recording change parameters while it computes their gradients, where that can be: {@link
   * #step}, which finds no gradient of those, leaves them alone. Nothing unless a subclass can
   * change a part of a parameter.
   */
  public void fuse(Recording recording) {}

  /** Forgets all gradients: {@link Tensor#grad} is null until the next backward. */
  public final void zeroGrad() {
    zeroGrad(true);
  }

  /** Forgets all gradients, or fills them with zeros unless {@code setToNone}. */
  public final void zeroGrad(boolean setToNone) {
    for (Tensor parameter : parameters) {
      parameter.zeroGrad(setToNone);
    }
  }

  /** The learning rate. */
  public final float lr() {
    return lr;
  }

  /** Changes the learning rate from the next step on. */
  public final void lr(float lr) {
    this.lr = Settings.atLeastZero("learning rate", lr);
  }

  /** What it changes, in the order in which it was given. */
  public final List<Tensor> parameters() {
    return List.of(parameters);
  }

  /** A parameter by its index. */
  final Tensor parameter(int index) {
    return parameters[index];
  }

  /** The number of parameters. */
  protected final int count() {
    return parameters.length;
  }
}
