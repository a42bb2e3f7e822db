package dev.lanegrad;

import java.util.Arrays;

/**
 * Prints tensors as PyTorch does: aligned columns, lines of 80 characters, and of more than 1000
 * elements only the first and last three of each dimension.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.set_printoptions.html">
 *     torch.set_printoptions</a>, whose defaults these are
 */
final class TensorFormat {
  private static final int LINE = 80;
  private static final int THRESHOLD = 1000;
  private static final int EDGE = 3;
  private static final String PREFIX = "tensor(";

  private final Tensor tensor;
  private final float[] values;
  private final boolean summarized;
  private final NumberFormat format;
  private final StringBuilder text = new StringBuilder(PREFIX);

  private TensorFormat(Tensor tensor) {
    this.tensor = tensor;
    values = new float[tensor.numel()];
    tensor.copyTo(values);
    summarized = values.length > THRESHOLD;
    format = new NumberFormat(summarized ? edges() : values);
  }

  static String format(Tensor tensor) {
    return new TensorFormat(tensor).print();
  }

  private String print() {
    if (values.length == 0) {
      text.append("[]");
      if (tensor.rank() != 1) {
        suffix("size=(" + Shapes.list(tensor.shape) + ")");
      }
    } else {
      dimension(0, 0, PREFIX.length());
    }
    if (tensor.view != null && tensor.requiresGrad()) {
      suffix("grad_fn=<" + tensor.view + "Backward0>");
    } else if (tensor.operation() != null) {
      suffix("grad_fn=<" + tensor.operation().printed() + ">");
    } else if (tensor.requiresGrad()) {
      suffix("requires_grad=True");
    }
    return text.append(')').toString();
  }

  /** Prints what lies below the first {@code d} indices, which lead to the element {@code from}. */
  private void dimension(int d, int from, int indent) {
    int[] shape = tensor.shape;
    if (d == shape.length) {
      format.append(text, values[from]);
      return;
    }
    text.append('[');
    if (d == shape.length - 1) {
      vector(from, shape[d], indent);
    } else {
      int step = step(d);
      for (int i = 0; i < shape[d]; i++) {
        if (i > 0) {
          newline(shape.length - 1 - d, indent);
        }
        if (skips(shape[d], i)) {
          text.append("...");
          i = shape[d] - EDGE - 1;
        } else {
          dimension(d + 1, from + i * step, indent + 1);
        }
      }
    }
    text.append(']');
  }

  private void vector(int from, int size, int indent) {
    int perLine = Math.max(1, (LINE - indent) / (format.width() + 2));
    int printed = 0;
    for (int i = 0; i < size; i++) {
      if (printed > 0) {
        if (printed % perLine == 0) {
          newline(1, indent);
        } else {
          text.append(", ");
        }
      }
      if (skips(size, i)) {
        text.append(" ...");
        i = size - EDGE - 1;
      } else {
        format.append(text, values[from + i]);
      }
      printed++;
    }
  }

  private boolean skips(int size, int i) {
    return summarized && size > 2 * EDGE && i == EDGE;
  }

  private void newline(int lines, int indent) {
    text.append(',').append("\n".repeat(lines)).append(" ".repeat(indent + 1));
  }

  private int step(int d) {
    int step = 1;
    for (int i = d + 1; i < tensor.shape.length; i++) {
      step *= tensor.shape[i];
    }
    return step;
  }

  private void suffix(String suffix) {
    // PyTorch counts one character more, the newline or what stands for it.
    int column = text.length() - text.lastIndexOf("\n") + 1;
    if (column + suffix.length() + 2 > LINE) {
      text.append(",\n").append(" ".repeat(PREFIX.length())).append(suffix);
    } else {
      text.append(", ").append(suffix);
    }
  }

  /** The values that are printed of a summarized tensor; others must not set the format. */
  private float[] edges() {
    float[] edges = new float[values.length];
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      if (printed(i)) {
        edges[count++] = values[i];
      }
    }
    return Arrays.copyOf(edges, count);
  }

  private boolean printed(int element) {
    int rest = element;
    for (int d = tensor.shape.length - 1; d >= 0; d--) {
      int size = tensor.shape[d];
      int i = rest % size;
      rest /= size;
      if (size > 2 * EDGE && i >= EDGE && i < size - EDGE) {
        return false;
      }
    }
    return true;
  }
}
