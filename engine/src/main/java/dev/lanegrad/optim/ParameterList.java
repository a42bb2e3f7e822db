package dev.lanegrad.optim;

import dev.lanegrad.Tensor;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Checks what an optimizer is to change, in PyTorch's words. */
final class ParameterList {
  private ParameterList() {}

  /**
   * The parameters of an optimizer.
   *
   * @throws IllegalArgumentException if there are none, or one is null, is listed twice or was
   *     computed from others
   */
  static Tensor[] checked(List<? extends Tensor> parameters) {
    if (parameters == null) {
      throw new IllegalArgumentException(
          "params argument given to the optimizer should be an iterable of Tensors or dicts, but got"
              + " null. Pass net.parameters().");
    }
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException(
          "optimizer got an empty parameter list. Does the module register its parts with"
              + " registerModule and registerParameter?");
    }
    Tensor[] checked = parameters.toArray(new Tensor[0]);
    Map<Tensor, Integer> seen = new IdentityHashMap<>();
    for (int i = 0; i < checked.length; i++) {
      Tensor parameter = checked[i];
      if (parameter == null) {
        throw new IllegalArgumentException(
            "optimizer can only optimize Tensors, but one of the params is null. It is at index "
                + i
                + ".");
      }
      if (!parameter.isLeaf()) {
        throw new IllegalArgumentException(
            "can't optimize a non-leaf Tensor. Pass the tensors themselves and not what was computed"
                + " from them. The one at index "
                + i
                + " has shape "
                + Arrays.toString(parameter.shape())
                + ".");
      }
      Integer first = seen.put(parameter, i);
      if (first != null) {
        throw new IllegalArgumentException(
            "some parameters appear in more than one parameter group, or twice in one: the tensor of"
                + " shape "
                + Arrays.toString(parameter.shape())
                + " is at index "
                + first
                + " and at index "
                + i
                + ", and a step would change it twice. List each parameter once, as"
                + " net.parameters() does.");
      }
      parameter.array();
    }
    return checked;
  }
}
