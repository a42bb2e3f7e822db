package dev.lanegrad;

/** The tensors that stand for what recorded code is given. */
final class Inputs {
  private static final float[] NOTHING = {};

  private final Tensor[] tensors;

  /** The arrays that were given last and may be again: nobody writes to them. */
  private final float[][] given;

  /** For values that must be copied; null until then. */
  private final float[][] copies;

  Inputs(Tensor[] first) {
    tensors = new Tensor[first.length];
    given = new float[first.length][];
    copies = new float[first.length][];
    for (int i = 0; i < first.length; i++) {
      Storage storage = new Storage(NOTHING);
      tensors[i] = new Tensor(storage, first[i].shape, first[i].transposed, null);
      if (hasNoOthers(first[i])) {
        storage.data = first[i].storage.data;
      } else {
        copy(i, first[i]);
      }
    }
  }

  Tensor get(int index) {
    return tensors[index];
  }

  /** Whether values have the shape of an input, and lie in memory as it does. */
  boolean fits(int index, Tensor values) {
    int[] shape = tensors[index].shape;
    int[] other = values.shape;
    if (shape.length != other.length || tensors[index].transposed != values.transposed) {
      return false;
    }
    for (int d = 0; d < shape.length; d++) {
      if (shape[d] != other[d]) {
        return false;
      }
    }
    return true;
  }

  /** Gives an input other values, copied where a run would write to their array. */
  void give(int index, Tensor values, Layout layout) {
    Storage storage = tensors[index].storage;
    float[] data = values.storage.data;
    if (!hasNoOthers(values) || data != given[index] && layout.writes(data)) {
      copy(index, values);
    } else {
      storage.data = data;
      given[index] = data;
    }
    storage.version++;
  }

  void letGo(Layout layout) {
    for (int i = 0; i < tensors.length; i++) {
      if (!layout.returns(tensors[i].storage)) {
        tensors[i].storage.data = NOTHING;
        given[i] = null;
      }
    }
  }

  private void copy(int index, Tensor values) {
    int n = values.numel();
    if (copies[index] == null) {
      copies[index] = new float[n];
    }
    System.arraycopy(values.storage.data, 0, copies[index], 0, n);
    tensors[index].storage.data = copies[index];
    given[index] = null;
  }

  /** Whether the array of a tensor has its elements alone: one that is borrowed may be longer. */
  private static boolean hasNoOthers(Tensor values) {
    return values.storage.data.length == values.numel();
  }
}
