package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.peers.Interleaved.Taken;
import dev.lanegrad.bench.peers.Multiplier.Multiplication;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All products, all libraries in one JVM. */
final class Products {
  /** Sizes that make C2 compile what it needs before the first case, in Java's libraries. */
  private static final double LARGEST_TO_WARM_FLOPS = 40e6;

  private static final int WARM_EFFORTS = 6;

  /** A call that takes longer has warmed up by the one that its answer was checked of. */
  private static final double LONG_SECONDS = 1;

  private final Task task;
  private final Messages messages;
  private final Interleaved timing;
  private final List<Multiplier> multipliers = new ArrayList<>();

  private Products(Task task, Messages messages) {
    this.task = task;
    this.messages = messages;
    timing = new Interleaved(task.effort(), task.limits().threads());
  }

  static void run(Task task, Messages messages) {
    Products products = new Products(task, messages);
    int threads = task.limits().threads();
    products.add(Names.LANEGRAD, LanegradMultiplier::new);
    products.add("MKL", () -> NativeMultiplier.mkl(threads));
    products.add("OpenBLAS", () -> NativeMultiplier.openBlas(threads));
    products.add("netlib", NetlibMultiplier::new);
    products.add("EJML", () -> new EjmlMultiplier(threads));
    products.warm();
    Product.all().forEach(products::measure);
  }

  private void add(String name, Supplier<Multiplier> multiplier) {
    try {
      Multiplier made = multiplier.get();
      Product small = new Product("NN", 3, 5, 7);
      checked(made, small).close();
      multipliers.add(made);
      messages.present(name, made.how());
    } catch (RuntimeException | LinkageError e) {
      messages.absent(name, e);
    }
  }

  /** Runs all but the large products, so that the first case is as warm as the last. */
  private void warm() {
    long start = System.nanoTime();
    double seconds = WARM_EFFORTS * task.effort().warmSeconds() * multipliers.size();
    List<Product> small = new ArrayList<>(Product.all());
    small.removeIf(product -> product.flops() > LARGEST_TO_WARM_FLOPS);
    small.sort(Comparator.comparingDouble(Product::flops).reversed());
    int next = 0;
    while ((System.nanoTime() - start) * 1e-9 < seconds) {
      Product product = small.get(next++ % small.size());
      float[] a = product.a();
      float[] b = product.b();
      for (Multiplier multiplier : multipliers) {
        try (Multiplication multiplication = multiplier.of(product, a, b)) {
          for (int i = 0; i < 10; i++) {
            multiplication.run();
          }
        }
      }
    }
  }

  private void measure(Product product) {
    List<Multiplication> open = new ArrayList<>();
    List<Contestant> contestants = new ArrayList<>();
    for (Multiplier multiplier : multipliers) {
      try {
        long start = System.nanoTime();
        Multiplication multiplication = checked(multiplier, product);
        boolean slow = (System.nanoTime() - start) * 1e-9 > LONG_SECONDS;
        open.add(multiplication);
        boolean compiles = multiplier.isJava() && !slow;
        double bytes = multiplier.name().equals(Names.LANEGRAD) ? 0 : Double.POSITIVE_INFINITY;
        contestants.add(
            new Contestant(multiplier.name(), multiplication, slow ? 0 : 1, compiles, bytes));
      } catch (RuntimeException | LinkageError e) {
        messages.absent(multiplier.name() + " at " + title(product), e);
      }
    }
    Map<String, Taken> taken = timing.measure(contestants, messages);
    messages.result(title(product), product.params(), product.flops(), taken);
    open.forEach(Multiplication::close);
  }

  private static Multiplication checked(Multiplier multiplier, Product product) {
    float[] a = product.a();
    float[] b = product.b();
    Multiplication multiplication = multiplier.of(product, a, b);
    multiplication.run();
    product.check(a, b, multiplication.result());
    return multiplication;
  }

  private static String title(Product product) {
    return product.layout() + " " + product.shape();
  }
}
