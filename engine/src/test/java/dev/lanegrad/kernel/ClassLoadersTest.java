package dev.lanegrad.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanegrad.Generator;
import dev.lanegrad.NoGrad;
import dev.lanegrad.Tensor;
import dev.lanegrad.nn.CrossEntropyLoss;
import dev.lanegrad.nn.Linear;
import dev.lanegrad.optim.SGD;
import dev.lanegrad.testing.Jvm;
import dev.lanegrad.train.TrainingStep;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The library in class loaders of containers, each case in a JVM of its own. */
class ClassLoadersTest {
  /** These don't depend on the width under test: once is enough. */
  @BeforeEach
  void onlyOnce() {
    assumeTrue(
        "scalar".equals(System.getProperty("lanegrad.test.expected", "scalar")),
        "skipped: runs with the plain loops only, in JVMs of its own");
  }

  /** Has classes of the library and its tests of its own, and none of the vectors, if so asked. */
  private static final class Container extends ClassLoader {
    private final boolean hiding;

    Container(boolean hiding) {
      super(Container.class.getClassLoader());
      this.hiding = hiding;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (hiding && name.startsWith("jdk.incubator.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("dev.lanegrad.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : define(name);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    void run(Class<? extends Runnable> of) throws ReflectiveOperationException {
      ((Runnable) loadClass(of.getName()).getDeclaredConstructor().newInstance()).run();
    }
  }

  /** Steps of training, captured and not, and what else keeps state in between. */
  public static final class Steps implements Runnable {
    @Override
    @SuppressWarnings("try")
    public void run() {
      Generator generator = new Generator(1);
      Linear net = new Linear(generator, 30, 10, true);
      SGD optimizer = new SGD(net.parameters(), 0.01f);
      TrainingStep step = TrainingStep.of(net, new CrossEntropyLoss(), optimizer);
      for (int i = 0; i < 3; i++) {
        step.run(generator.randn(20, 30), Tensor.zeros(20));
      }
      try (NoGrad off = NoGrad.enter()) {
        net.forward(generator.randn(20, 30)).softmax(1);
      }
      net.forward(generator.randn(20, 30)).square().mean().backward();
      System.out.println("steps done");
    }
  }

  /** A step on a thread that stays, by a library that goes. */
  static final class Redeployed {
    private static WeakReference<ClassLoader> use(ExecutorService pool) throws Exception {
      Container container = new Container(false);
      pool.submit(
              () -> {
                container.run(Steps.class);
                return null;
              })
          .get();
      return new WeakReference<>(container);
    }

    public static void main(String[] args) throws Exception {
      ExecutorService pool = Executors.newSingleThreadExecutor();
      try {
        WeakReference<ClassLoader> loader = use(pool);
        pool.submit(() -> {}).get();
        for (int i = 0; i < 100 && loader.get() != null; i++) {
          System.gc();
          Thread.sleep(20);
        }
        System.out.println(loader.get() == null ? "collected" : "still there");
      } finally {
        pool.shutdown(); // or a step that fails would keep this JVM, and the test, for ever
      }
    }
  }

  @Test
  void nothingOfTheLibraryStaysOnAThread() {
    for (String kernels : List.of("scalar", "vector")) {
      List<String> options = List.of("-Dlanegrad.kernels=" + kernels, "-Dlanegrad.threads=1");
      assertThat(Jvm.run(Redeployed.class, options)).contains("steps done", "collected");
    }
  }

  /** Small products, one that goes to the vectors at once, and the end of the trials. */
  public static final class Products implements Runnable {
    @Override
    public void run() {
      Kernels kernels = Kernels.current();
      float[] x = new float[512 * 512];
      kernels.gemm(false, false, 8, 8, 8, x, 0, 8, x, 0, 8, new float[64], 0, 8, false);
      float[] y = new float[512 * 512];
      kernels.gemm(false, false, 512, 512, 512, x, 0, 512, x, 0, 512, y, 0, 512, false);
      try {
        Kernels.warmUp();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      System.out.println(kernels.description());
    }
  }

  /** As a bundle of OSGi that doesn't import the module. */
  static final class Hidden {
    public static void main(String[] args) throws Exception {
      Container container = new Container(true);
      for (int i = 0; i < 2; i++) {
        try {
          container.run(Products.class);
        } catch (InvocationTargetException e) {
          System.out.println(e.getCause());
        }
      }
    }
  }

  @Test
  void aModuleThatIsHiddenMeansPlainLoopsAndOneWarning() {
    String output = Jvm.run(Hidden.class, List.of("-Dlanegrad.threads=1"));
    assertThat(output).containsOnlyOnce("WARNING: lanegrad runs on plain loops");
    assertThat(output).contains("doesn't find the classes of the module jdk.incubator.vector");
    assertThat(output).contains("plain loops, 1 thread").doesNotContain("Error");
  }

  @Test
  void vectorsThatAreAskedForAndHiddenAreAnError() {
    for (String asked : List.of("-Dlanegrad.kernels=vector", "-Dlanegrad.vector.bits=128")) {
      assertThat(Jvm.run(Hidden.class, List.of(asked)))
          .contains("SettingError")
          .contains("doesn't find the classes of the module jdk.incubator.vector");
    }
  }
}
