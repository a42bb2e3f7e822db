package dev.lanegrad.optim;

import dev.lanegrad.Recording;
import dev.lanegrad.Tensor;
import dev.lanegrad.Update;
import java.util.List;

/** An optimizer that changes each element by its own gradient, so that it can do so in parts. */
abstract class ElementwiseOptimizer extends Optimizer {
  ElementwiseOptimizer(List<? extends Tensor> parameters, float lr) {
    super(parameters, lr);
  }

  /** Begins a step of one parameter of n elements. */
  abstract void begin(int index, int n);

  /**
   * Changes n elements of a parameter.
   *
   * @param from the first of them, in the parameter and in what is remembered of it
   * @param gradient of these elements, from {@code offset} on
   */
  abstract void part(int index, int from, int n, float[] gradient, int offset, float[] values);

  @Override
  protected final void update(int index, int n, float[] gradient, float[] values) {
    begin(index, n);
    part(index, 0, n, gradient, 0, values);
  }

  @Override
  public final void fuse(Recording recording) {
    for (int i = 0; i < count(); i++) {
      recording.fuse(parameter(i), new PartByPart(i));
    }
  }

  /** The update of one parameter. */
  private final class PartByPart implements Update {
    private final int index;
    private float[] values;

    PartByPart(int index) {
      this.index = index;
    }

    @Override
    public void begin() {
      Tensor parameter = parameter(index);
      ElementwiseOptimizer.this.begin(index, parameter.numel());
      values = parameter.array();
      parameter.changed();
    }

    @Override
    public void part(int from, int n, float[] gradient, int offset) {
      ElementwiseOptimizer.this.part(index, from, n, gradient, offset, values);
    }
  }
}
