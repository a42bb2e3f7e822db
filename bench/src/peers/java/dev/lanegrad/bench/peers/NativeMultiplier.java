package dev.lanegrad.bench.peers;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A {@code cblas_sgemm}, called through {@code java.lang.foreign} on aligned native memory.
 *
 * <p>The calls are "critical", without a change of the thread's state: nothing that calls it from
 * Java costs less.
 */
@SuppressWarnings("restricted")
final class NativeMultiplier implements Multiplier {
  private static final String BYTEDECO = "/org/bytedeco/";
  private static final String PLATFORM = "/linux-x86_64/";
  private static final int ALIGNMENT = 64;
  private static final int ROW_MAJOR = 101;
  private static final int NO_TRANSPOSE = 111;
  private static final int TRANSPOSE = 112;

  /** The function's address is an argument, so that C2 sees one constant handle for all. */
  private static final MethodHandle SGEMM =
      Linker.nativeLinker()
          .downcallHandle(
              FunctionDescriptor.ofVoid(
                  ints(
                      6,
                      ValueLayout.JAVA_FLOAT,
                      ValueLayout.ADDRESS,
                      ValueLayout.JAVA_INT,
                      ValueLayout.ADDRESS,
                      ValueLayout.JAVA_INT,
                      ValueLayout.JAVA_FLOAT,
                      ValueLayout.ADDRESS,
                      ValueLayout.JAVA_INT)),
              Linker.Option.critical(false));

  private final String name;
  private final Supplier<String> how;
  private final MemorySegment sgemm;

  private NativeMultiplier(String name, Supplier<String> how, MemorySegment sgemm) {
    this.name = name;
    this.how = how;
    this.sgemm = sgemm;
  }

  private static MemoryLayout[] ints(int ints, MemoryLayout... more) {
    MemoryLayout[] all = new MemoryLayout[ints + more.length];
    Arrays.fill(all, 0, ints, ValueLayout.JAVA_INT);
    System.arraycopy(more, 0, all, ints, more.length);
    return all;
  }

  /** Intel's library, with its own OpenMP threads. */
  static NativeMultiplier mkl(int threads) {
    NativeLibrary lp64 = Mkl.load();
    lp64.call("MKL_Set_Num_Threads", threads);
    return new NativeMultiplier(
        "MKL",
        () ->
            Version.of("version", "mkl")
                + " ("
                + Mkl.kernels()
                + " kernels), cblas_sgemm on native memory, OpenMP threads of Intel",
        lp64.symbol("cblas_sgemm"));
  }

  static NativeMultiplier openBlas(int threads) {
    String directory = BYTEDECO + "openblas" + PLATFORM;
    for (String needed : new String[] {"libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5"}) {
      NativeLibrary.extract(directory + needed);
    }
    NativeLibrary library = NativeLibrary.apart(directory + "libopenblas.so.0");
    library.call("openblas_set_num_threads", threads);
    return new NativeMultiplier(
        "OpenBLAS",
        () -> OpenBlas.how("version") + ", cblas_sgemm on native memory, threads of its own",
        library.symbol("cblas_sgemm"));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isJava() {
    return false;
  }

  @Override
  public String how() {
    return how.get();
  }

  @Override
  public Multiplication of(Product p, float[] a, float[] b) {
    return new Native(sgemm, p, a, b);
  }

  /** Operands in memory of its own. */
  private static final class Native implements Multiplication {
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment sgemm;
    private final int transA;
    private final int transB;
    private final int m;
    private final int n;
    private final int k;
    private final int lda;
    private final int ldb;
    private final MemorySegment a;
    private final MemorySegment b;
    private final MemorySegment c;

    Native(MemorySegment sgemm, Product p, float[] a, float[] b) {
      this.sgemm = sgemm;
      transA = p.transA() ? TRANSPOSE : NO_TRANSPOSE;
      transB = p.transB() ? TRANSPOSE : NO_TRANSPOSE;
      m = p.m();
      n = p.n();
      k = p.k();
      lda = p.lda();
      ldb = p.ldb();
      this.a = copy(a);
      this.b = copy(b);
      c = copy(new float[m * n]);
    }

    private MemorySegment copy(float[] values) {
      MemorySegment segment = arena.allocate(values.length * (long) Float.BYTES, ALIGNMENT);
      return segment.copyFrom(MemorySegment.ofArray(values));
    }

    @Override
    public float run() {
      try {
        SGEMM.invokeExact(sgemm, ROW_MAJOR, transA, transB, m, n, k, 1f, a, lda, b, ldb, 0f, c, n);
      } catch (Throwable e) {
        throw NativeLibrary.sneaky(e);
      }
      return c.get(ValueLayout.JAVA_FLOAT, 0);
    }

    @Override
    public float[] result() {
      return c.toArray(ValueLayout.JAVA_FLOAT);
    }

    @Override
    public void close() {
      arena.close();
    }
  }
}
