package dev.lanegrad.kernel;

import static dev.lanegrad.testing.Numbers.assertSameBits;

import dev.lanegrad.testing.Numbers;
import dev.lanegrad.testing.UnderTest;
import org.junit.jupiter.api.Test;

/** The updates have the bits of their formulas. */
class UpdateTest {
  private long cases;

  @Test
  void axpyAndSgd() {
    for (int n : ElementwiseTest.SIZES) {
      for (int offset : new int[] {0, 3}) {
        for (float decay : new float[] {0f, 0.01f}) {
          Numbers numbers = new Numbers(n);
          float[] g = numbers.wild(n + offset);
          float[] w = numbers.wild(n + 2 * offset);
          float[] stepped = w.clone();
          float[] added = w.clone();
          for (int i = 0; i < n; i++) {
            float wi = w[2 * offset + i];
            float d = decay == 0f ? g[offset + i] : Math.fma(decay, wi, g[offset + i]);
            stepped[2 * offset + i] = wi - 0.1f * d;
            added[2 * offset + i] = Math.fma(0.3f, g[offset + i], wi);
          }
          for (Kernels kernels : UnderTest.onThreads()) {
            float[] actual = w.clone();
            kernels.sgd(n, 0.1f, decay, g, offset, actual, 2 * offset);
            assertSameBits(stepped, actual, n, offset, decay, kernels.threads());
            actual = w.clone();
            kernels.axpy(n, 0.3f, g, offset, actual, 2 * offset);
            assertSameBits(added, actual, n, offset, kernels.threads());
            cases += 2;
          }
        }
      }
    }
    UnderTest.report("axpy and steps of SGD", cases);
  }

  @Test
  void sgdWithMomentum() {
    for (int n : ElementwiseTest.SIZES) {
      for (int variant = 0; variant < 8; variant++) {
        boolean nesterov = (variant & 1) != 0;
        boolean first = (variant & 2) != 0;
        float decay = (variant & 4) != 0 ? 0.01f : 0f;
        Numbers numbers = new Numbers(n);
        float[] g = numbers.wild(n);
        float[] v = numbers.wild(n + 1);
        float[] w = numbers.wild(n + 2);
        float[] expectedV = v.clone();
        float[] expectedW = w.clone();
        for (int i = 0; i < n; i++) {
          float d = decay == 0f ? g[i] : Math.fma(decay, w[2 + i], g[i]);
          float velocity = first ? d : Math.fma(0.9f, v[1 + i], (1f - 0.2f) * d);
          expectedV[1 + i] = velocity;
          expectedW[2 + i] = w[2 + i] - 0.1f * (nesterov ? Math.fma(0.9f, velocity, d) : velocity);
        }
        for (Kernels kernels : UnderTest.onThreads()) {
          float[] actualV = v.clone();
          float[] actualW = w.clone();
          kernels.sgdMomentum(
              n, 0.1f, decay, 0.9f, 0.2f, nesterov, first, g, 0, actualV, 1, actualW, 2);
          assertSameBits(expectedV, actualV, n, variant);
          assertSameBits(expectedW, actualW, n, variant);
        }
      }
    }
  }

  @Test
  void adam() {
    for (int n : ElementwiseTest.SIZES) {
      for (int variant = 0; variant < 4; variant++) {
        boolean decoupled = (variant & 1) != 0;
        AdamStep step = new AdamStep(0.9, 0.99, 1e-8).set(0.729, 0.97, 0.01, 0.1, decoupled);
        Numbers numbers = new Numbers(n);
        float[] g = numbers.wild(n);
        float[] m = numbers.wild(n + 1);
        float[] v = numbers.tame(n + 2);
        float[] vMax = (variant & 2) != 0 ? numbers.tame(n + 3) : null;
        float[] w = numbers.wild(n + 4);
        float[] expectedM = m.clone();
        float[] expectedV = v.clone();
        float[] expectedMax = vMax == null ? null : vMax.clone();
        float[] expectedW = w.clone();
        UnderTest.PLAIN.adam(
            step, n, g, 0, expectedM, 1, expectedV, 2, expectedMax, 3, expectedW, 4);
        for (Kernels kernels : UnderTest.onThreads()) {
          float[] actualM = m.clone();
          float[] actualV = v.clone();
          float[] actualMax = vMax == null ? null : vMax.clone();
          float[] actualW = w.clone();
          kernels.adam(step, n, g, 0, actualM, 1, actualV, 2, actualMax, 3, actualW, 4);
          assertSameBits(expectedM, actualM, n, variant);
          assertSameBits(expectedV, actualV, n, variant);
          assertSameBits(expectedW, actualW, n, variant);
          if (vMax != null) {
            assertSameBits(expectedMax, actualMax, n, variant);
          }
        }
      }
    }
  }
}
