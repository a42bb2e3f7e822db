package dev.lanegrad.kernel;

/** The loop that defines {@link Kernels#adam}. */
final class PlainAdam {
  private PlainAdam() {}

  static void adam(
      int n,
      float stepSize,
      float shrink,
      float weightDecay,
      float rate1,
      float beta2,
      float rate2,
      float correction,
      float eps,
      float[] g,
      int gOffset,
      float[] m,
      int mOffset,
      float[] v,
      int vOffset,
      float[] vMax,
      int vMaxOffset,
      float[] w,
      int wOffset) {
    for (int i = 0; i < n; i++) {
      float wi = shrink * w[wOffset + i];
      float gi = g[gOffset + i];
      float mi = m[mOffset + i];
      float d = weightDecay == 0f ? gi : Math.fma(weightDecay, wi, gi);
      mi = Math.fma(rate1, d - mi, mi);
      float vi = Math.fma(rate2 * d, d, beta2 * v[vOffset + i]);
      m[mOffset + i] = mi;
      v[vOffset + i] = vi;
      if (vMax != null) {
        vi = Math.max(vMax[vMaxOffset + i], vi);
        vMax[vMaxOffset + i] = vi;
      }
      float root = (float) Math.sqrt(vi) / correction + eps;
      w[wOffset + i] = wi - stepSize * mi / root;
    }
  }
}
