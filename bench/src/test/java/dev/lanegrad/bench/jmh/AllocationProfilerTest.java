package dev.lanegrad.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.IterationResultMetaData;
import org.openjdk.jmh.results.Result;

class AllocationProfilerTest {
  private static volatile byte[] sink;

  private final AllocationProfiler profiler = new AllocationProfiler();

  private Collection<? extends Result<?>> after(long operations) {
    return profiler.afterIteration(null, null, result(operations));
  }

  private static IterationResult result(long operations) {
    return new IterationResult(null, null, new IterationResultMetaData(operations, operations));
  }

  @Test
  void bytesAreThoseOfAnOperation() {
    profiler.beforeIteration(null, null);
    AllocationProfiler.operationsBegin();
    for (int i = 0; i < 4; i++) {
      sink = new byte[1_000_000];
    }
    AllocationProfiler.operationsEnd();
    sink = new byte[50_000_000]; // is not the operations'

    Collection<? extends Result<?>> results = after(4);

    assertThat(results).hasSize(2);
    Result<?> bytes = List.copyOf(results).get(0);
    assertThat(bytes.getLabel()).isEqualTo(AllocationProfiler.RESULT);
    assertThat(bytes.getScoreUnit()).isEqualTo("B/op");
    assertThat(bytes.getScore()).isBetween(1_000_000.0, 1_500_000.0);
  }

  @Test
  void bytesBeyondThoseThatAreKnownAreToldApart() {
    assertThat(excess(2_000_000)).isZero();
    assertThat(excess(100_000)).isBetween(800_000.0, 1_400_000.0);
    assertThat(excess(Double.POSITIVE_INFINITY)).isZero();
  }

  private double excess(double known) {
    profiler.beforeIteration(null, null);
    AllocationProfiler.expect(known);
    AllocationProfiler.operationsBegin();
    for (int i = 0; i < 4; i++) {
      sink = new byte[1_000_000];
    }
    AllocationProfiler.operationsEnd();
    return List.copyOf(after(4)).get(1).getScore();
  }

  @Test
  void anIterationWithoutOperationsSaysNothing() {
    profiler.beforeIteration(null, null);

    assertThat(after(0)).isEmpty();
  }
}
