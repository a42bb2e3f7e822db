package dev.lanegrad.bench.peers;

import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.CommonOps_MT_FDRM;

/** EJML's dense matrices. */
final class EjmlMultiplier implements Multiplier {
  private final boolean parallel;

  EjmlMultiplier(int threads) {
    parallel = threads > 1;
    EjmlConcurrency.setMaxThreads(threads);
  }

  @Override
  public String name() {
    return "EJML";
  }

  @Override
  public String how() {
    return Version.of("version", "ejml-fdense")
        + ", "
        + (parallel ? "CommonOps_MT_FDRM" : "CommonOps_FDRM")
        + " on FMatrixRMaj";
  }

  @Override
  public Multiplication of(Product p, float[] a, float[] b) {
    FMatrixRMaj left = matrix(p.transA(), p.m(), p.k(), a);
    FMatrixRMaj right = matrix(p.transB(), p.k(), p.n(), b);
    FMatrixRMaj c = new FMatrixRMaj(p.m(), p.n());
    return new Multiplication() {
      @Override
      public float run() {
        multiply(p, left, right, c);
        return c.data[0];
      }

      @Override
      public float[] result() {
        return c.data.clone();
      }
    };
  }

  private void multiply(Product p, FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
    if (p.transA()) {
      if (parallel) {
        CommonOps_MT_FDRM.multTransA(a, b, c);
      } else {
        CommonOps_FDRM.multTransA(a, b, c);
      }
    } else if (p.transB()) {
      if (parallel) {
        CommonOps_MT_FDRM.multTransB(a, b, c);
      } else {
        CommonOps_FDRM.multTransB(a, b, c);
      }
    } else if (parallel) {
      CommonOps_MT_FDRM.mult(a, b, c);
    } else {
      CommonOps_FDRM.mult(a, b, c);
    }
  }

  private static FMatrixRMaj matrix(boolean transposed, int rows, int columns, float[] values) {
    FMatrixRMaj matrix = new FMatrixRMaj(transposed ? columns : rows, transposed ? rows : columns);
    System.arraycopy(values, 0, matrix.data, 0, values.length);
    return matrix;
  }
}
