package dev.lanegrad.nn;

import dev.lanegrad.Generator;
import dev.lanegrad.Tensor;

/**
 * A dense layer, {@code y = x Wᵀ + b}: (..., in) to (..., out).
 *
 * <p>{@code weight} has the shape (out, in) and {@code bias} (out); both start uniform in {@code
 * (-1/sqrt(in), 1/sqrt(in))}, the weight drawn first.
 *
 * <p>Where nothing needs a gradient, a large layer keeps its weight transposed as well, from the
 * second batch of up to 16 rows on and until the weight changes: one row then takes as long as its
 * memory does.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html">
 *     torch.nn.Linear</a>
 */
public final class Linear extends Module {
  private final Parameter weight;
  private final Parameter bias;
  private final int inFeatures;
  private final int outFeatures;

  /** A layer with a bias, drawn from the default generator. */
  public Linear(int inFeatures, int outFeatures) {
    this(inFeatures, outFeatures, true);
  }

  /** A layer drawn from the default generator. */
  public Linear(int inFeatures, int outFeatures, boolean bias) {
    this(Generator.getDefault(), inFeatures, outFeatures, bias);
  }

  /** A layer drawn from a generator. */
  public Linear(Generator generator, int inFeatures, int outFeatures, boolean bias) {
    this.inFeatures = inFeatures;
    this.outFeatures = outFeatures;
    float bound = inFeatures == 0 ? 0f : (float) (1 / Math.sqrt(inFeatures));
    weight = registerParameter("weight", generator.uniform(-bound, bound, outFeatures, inFeatures));
    this.bias =
        bias ? registerParameter("bias", generator.uniform(-bound, bound, outFeatures)) : null;
  }

  /** The weight, (out, in). */
  public Tensor weight() {
    return weight;
  }

  /** The bias, (out); null if the layer has none. */
  public Tensor bias() {
    return bias;
  }

  /**
   * The output of the layer: (..., in) to (..., out).
   *
   * @throws IllegalArgumentException if the last dimension of the input isn't {@code in}
   */
  @Override
  public Tensor forward(Tensor input) {
    return LinearOperation.of(input, weight, bias, false);
  }

  /** {@link #forward} and then {@link Tensor#relu}, in one pass: the same bits. */
  Tensor forwardRelu(Tensor input) {
    return LinearOperation.of(input, weight, bias, true);
  }

  @Override
  protected String extraRepr() {
    return "in_features="
        + inFeatures
        + ", out_features="
        + outFeatures
        + ", bias="
        + (bias == null ? "False" : "True");
  }
}
