package dev.lanegrad.kernel.vector;

import static dev.lanegrad.kernel.PointLoss.ABSOLUTE_ERROR;
import static dev.lanegrad.kernel.PointLoss.BINARY_CROSS_ENTROPY;
import static dev.lanegrad.kernel.PointLoss.BINARY_CROSS_ENTROPY_WITH_LOGITS;
import static dev.lanegrad.kernel.PointLoss.HUBER;
import static dev.lanegrad.kernel.PointLoss.KL_DIVERGENCE;
import static dev.lanegrad.kernel.PointLoss.KL_DIVERGENCE_OF_LOG;
import static dev.lanegrad.kernel.PointLoss.POISSON_NLL;
import static dev.lanegrad.kernel.PointLoss.POISSON_NLL_OF_RATE;
import static dev.lanegrad.kernel.PointLoss.SMOOTH_L1;
import static dev.lanegrad.kernel.PointLoss.SOFT_MARGIN;
import static dev.lanegrad.kernel.PointLoss.SQUARED_ERROR;

import dev.lanegrad.kernel.Elementary;
import dev.lanegrad.kernel.PointLoss;
import dev.lanegrad.kernel.template.Specialized;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link PointLoss} on vectors, the same operations in the same order; a template of {@link
 * Specialized}.
 *
 * <p>LOSS is a constant: one branch is left of each chain. The branches are spelled out inside the
 * loops, for what a method takes and returns as vectors is boxed where it isn't inlined.
 */
public final class VectorLossFormulas implements VectorLossPasses {
  private static final PointLoss LOSS =
      Specialized.constant(MethodHandles.lookup(), PointLoss.class);

  private static final int L = Lanes.COUNT;

  private static final boolean FIRST_IS_LOG =
      LOSS == BINARY_CROSS_ENTROPY || LOSS == POISSON_NLL_OF_RATE || LOSS == KL_DIVERGENCE;

  private static final boolean FIRST_IS_EXP =
      LOSS == BINARY_CROSS_ENTROPY_WITH_LOGITS
          || LOSS == SOFT_MARGIN
          || LOSS == POISSON_NLL
          || LOSS == KL_DIVERGENCE_OF_LOG;

  private static final boolean HAS_SECOND =
      LOSS == BINARY_CROSS_ENTROPY
          || LOSS == BINARY_CROSS_ENTROPY_WITH_LOGITS
          || LOSS == SOFT_MARGIN;

  private static final boolean HAS_LIMITS = LOSS != null && LOSS.hasLimits();
  private static final boolean SELECTS = LOSS != null && LOSS.selects();

  @Override
  public void first(
      float parameter, int n, float[] x, int xOffset, float[] t, int tOffset, float[] a) {
    if (FIRST_IS_EXP) {
      exponentials(n, x, xOffset, t, tOffset, a);
    } else if (FIRST_IS_LOG) {
      logarithms(parameter, n, x, xOffset, t, tOffset, a);
    }
  }

  @Override
  public void firstOfGradient(
      float parameter, int n, float[] x, int xOffset, float[] t, int tOffset, float[] a) {
    if (FIRST_IS_EXP) {
      exponentials(n, x, xOffset, t, tOffset, a);
    }
  }

  private static void exponentials(
      int n, float[] x, int xOffset, float[] t, int tOffset, float[] a) {
    for (int i = 0, end = Lanes.FLOATS.loopBound(n); i < end; i += L) {
      FloatVector u;
      if (LOSS == KL_DIVERGENCE_OF_LOG) {
        u = FloatVector.fromArray(Lanes.FLOATS, t, tOffset + i);
      } else {
        u = FloatVector.fromArray(Lanes.FLOATS, x, xOffset + i);
        if (LOSS == BINARY_CROSS_ENTROPY_WITH_LOGITS) {
          u = u.abs().neg();
        } else if (LOSS == SOFT_MARGIN) {
          u = u.mul(FloatVector.fromArray(Lanes.FLOATS, t, tOffset + i)).abs().neg();
        }
      }
      VectorElementary.exp(u).intoArray(a, i);
    }
  }

  private static void logarithms(
      float parameter, int n, float[] x, int xOffset, float[] t, int tOffset, float[] a) {
    for (int i = 0, end = Lanes.FLOATS.loopBound(n); i < end; i += L) {
      FloatVector u;
      if (LOSS == KL_DIVERGENCE) {
        u = FloatVector.fromArray(Lanes.FLOATS, t, tOffset + i);
      } else {
        u = FloatVector.fromArray(Lanes.FLOATS, x, xOffset + i);
        if (LOSS == POISSON_NLL_OF_RATE) {
          u = u.add(parameter);
        }
      }
      VectorElementary.log(u).intoArray(a, i);
    }
  }

  @Override
  public void second(int n, float[] x, int xOffset, float[] a, float[] b) {
    if (!HAS_SECOND) {
      return;
    }
    for (int i = 0, end = Lanes.FLOATS.loopBound(n); i < end; i += L) {
      FloatVector u =
          LOSS == BINARY_CROSS_ENTROPY
              ? FloatVector.fromArray(Lanes.FLOATS, x, xOffset + i).neg()
              : FloatVector.fromArray(Lanes.FLOATS, a, i);
      VectorElementary.log1p(u).intoArray(b, i);
    }
  }

  @Override
  public void values(
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] a,
      float[] b,
      float[] y,
      int yOffset) {
    int end = Lanes.FLOATS.loopBound(n);
    FloatVector sum = FloatVector.zero(Lanes.FLOATS);
    for (int i = 0; i < end; i += L) {
      FloatVector u = FloatVector.fromArray(Lanes.FLOATS, x, xOffset + i);
      FloatVector v = FloatVector.fromArray(Lanes.FLOATS, t, tOffset + i);
      if (LOSS == SQUARED_ERROR) {
        FloatVector d = u.sub(v);
        u = d.mul(d);
      } else if (LOSS == ABSOLUTE_ERROR) {
        u = u.sub(v).abs();
      } else if (LOSS == SMOOTH_L1) {
        FloatVector d = u.sub(v).abs();
        FloatVector m = d.min(parameter);
        u = m.mul(1f / parameter).fma(m.mul(0.5f), d.sub(m));
      } else if (LOSS == HUBER) {
        FloatVector d = u.sub(v).abs();
        FloatVector m = d.min(parameter);
        u = m.mul(m.fma(FloatVector.broadcast(Lanes.FLOATS, -0.5f), d));
      } else if (LOSS == BINARY_CROSS_ENTROPY) {
        FloatVector log = FloatVector.fromArray(Lanes.FLOATS, a, i).max(PointLoss.LEAST_LOG);
        FloatVector log1 = FloatVector.fromArray(Lanes.FLOATS, b, i).max(PointLoss.LEAST_LOG);
        u = v.sub(1f).mul(log1).sub(v.mul(log));
      } else if (LOSS == BINARY_CROSS_ENTROPY_WITH_LOGITS) {
        u = u.neg().fma(v, u.max(0f)).add(FloatVector.fromArray(Lanes.FLOATS, b, i));
      } else if (LOSS == SOFT_MARGIN) {
        IntVector bits = v.mul(u).neg().reinterpretAsInts();
        u = FloatVector.fromArray(Lanes.FLOATS, b, i).add(bits.max(0).reinterpretAsFloats());
      } else if (LOSS == POISSON_NLL) {
        u = v.neg().fma(u, FloatVector.fromArray(Lanes.FLOATS, a, i));
      } else if (LOSS == POISSON_NLL_OF_RATE) {
        u = v.neg().fma(FloatVector.fromArray(Lanes.FLOATS, a, i), u);
      } else if (LOSS == KL_DIVERGENCE) {
        u = v.mul(FloatVector.fromArray(Lanes.FLOATS, a, i).max(-Float.MAX_VALUE).sub(u));
      } else if (LOSS == KL_DIVERGENCE_OF_LOG) {
        u = FloatVector.fromArray(Lanes.FLOATS, a, i).mul(v.sub(u));
      } else {
        throw new AssertionError(LOSS);
      }
      u.intoArray(y, yOffset + i);
      if (HAS_LIMITS) {
        sum = sum.add(u);
      }
    }
    for (int i = end; i < n; i++) {
      y[yOffset + i] = LOSS.value(x[xOffset + i], t[tOffset + i], parameter);
    }
    if (HAS_LIMITS && end > 0) {
      sum.intoArray(b, 0);
      limits(parameter, end, x, xOffset, t, tOffset, b, y, yOffset);
    }
  }

  /** Puts limits in the place of NaN, which is rare and shows in the sums. */
  private static void limits(
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] sums,
      float[] y,
      int yOffset) {
    float sum = 0f;
    for (int l = 0; l < L; l++) {
      sum += sums[l];
    }
    if (sum == sum) {
      return;
    }
    for (int i = 0; i < n; i++) {
      float value = y[yOffset + i];
      if (value != value) {
        y[yOffset + i] = LOSS.limit(x[xOffset + i], t[tOffset + i], parameter);
      }
    }
  }

  @Override
  public void gradient(
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] a,
      float[] g,
      int gOffset,
      int gInc,
      float[] dx,
      int dxOffset,
      boolean accumulate) {
    int end = Lanes.FLOATS.loopBound(n);
    boolean selects = SELECTS && n > 0 && (gInc != 0 || !Float.isFinite(g[gOffset]));
    for (int i = 0; i < end; i += L) {
      FloatVector u = FloatVector.fromArray(Lanes.FLOATS, x, xOffset + i);
      FloatVector v = FloatVector.fromArray(Lanes.FLOATS, t, tOffset + i);
      if (LOSS == SQUARED_ERROR) {
        FloatVector d = u.sub(v);
        u = d.add(d);
      } else if (LOSS == ABSOLUTE_ERROR) {
        u = u.sub(v).mul(0x1p127f).mul(0x1p127f).min(1f).max(-1f);
      } else if (LOSS == SMOOTH_L1) {
        u = u.sub(v).mul(1f / parameter).min(1f).max(-1f);
      } else if (LOSS == HUBER) {
        u = u.sub(v).min(parameter).max(-parameter);
      } else if (LOSS == BINARY_CROSS_ENTROPY) {
        FloatVector variance = FloatVector.broadcast(Lanes.FLOATS, 1f).sub(u).mul(u);
        u = u.sub(v).div(variance.max(PointLoss.LEAST_VARIANCE));
      } else if (LOSS == BINARY_CROSS_ENTROPY_WITH_LOGITS || LOSS == SOFT_MARGIN) {
        // The sigmoid of z from exp(-|z|), as in Elementary.
        FloatVector z = LOSS == SOFT_MARGIN ? v.mul(u).neg() : u;
        FloatVector e = FloatVector.fromArray(Lanes.FLOATS, a, i);
        FloatVector q = e.div(e.add(1f));
        IntVector negative = z.reinterpretAsInts().lanewise(VectorOperators.ASHR, 31);
        IntVector bits = e.reinterpretAsInts().and(negative);
        FloatVector s = bits.or(negative.not().and(Elementary.ONE)).reinterpretAsFloats();
        FloatVector sigmoid = s.neg().fma(q, s);
        u = LOSS == SOFT_MARGIN ? v.neg().mul(sigmoid) : sigmoid.sub(v);
      } else if (LOSS == POISSON_NLL) {
        u = FloatVector.fromArray(Lanes.FLOATS, a, i).sub(v);
      } else if (LOSS == POISSON_NLL_OF_RATE) {
        FloatVector rate = u.add(parameter).add(Float.MIN_VALUE);
        u = FloatVector.broadcast(Lanes.FLOATS, 1f).sub(v.div(rate));
      } else if (LOSS == KL_DIVERGENCE) {
        u = v.neg();
      } else if (LOSS == KL_DIVERGENCE_OF_LOG) {
        u = FloatVector.fromArray(Lanes.FLOATS, a, i).neg();
      } else {
        throw new AssertionError(LOSS);
      }
      FloatVector w =
          gInc == 0
              ? FloatVector.broadcast(Lanes.FLOATS, g[gOffset])
              : FloatVector.fromArray(Lanes.FLOATS, g, gOffset + i);
      if (selects) {
        IntVector zero = u.reinterpretAsInts().and(Integer.MAX_VALUE).sub(1);
        IntVector finite = w.reinterpretAsInts().and(Integer.MAX_VALUE).sub(Elementary.INFINITY);
        IntVector keep = zero.not().or(finite).lanewise(VectorOperators.ASHR, 31);
        u = u.mul(w).reinterpretAsInts().and(keep).reinterpretAsFloats();
      } else {
        u = u.mul(w);
      }
      if (accumulate) {
        u = FloatVector.fromArray(Lanes.FLOATS, dx, dxOffset + i).add(u);
      }
      u.intoArray(dx, dxOffset + i);
    }
    for (int i = end; i < n; i++) {
      float d = LOSS.gradient(x[xOffset + i], t[tOffset + i], parameter, g[gOffset + i * gInc]);
      dx[dxOffset + i] = accumulate ? dx[dxOffset + i] + d : d;
    }
  }
}
