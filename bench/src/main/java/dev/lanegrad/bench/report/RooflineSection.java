package dev.lanegrad.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The limits of the machine, and how near every kernel and phase comes to its own. */
final class RooflineSection {
  private final List<Rates> work;
  private final Limits limits;

  RooflineSection(List<Measurement> measurements) {
    work = Rates.of(measurements, m -> Names.isKernel(m) || Names.isPhase(m));
    limits = Limits.of(measurements);
  }

  List<Section> sections() {
    return work.isEmpty() ? List.of(limits()) : List.of(limits(), points());
  }

  private Section limits() {
    TextTable table = new TextTable().text("limit").text("of").number("fastest").number("mean");
    for (Limits.Limit peak : limits.peaks()) {
      table.row(row(limits.fused() ? "multiply-adds" : "products, sums", peak, "GFLOP/s"));
    }
    for (Limits.Limit bandwidth : limits.bandwidths()) {
      table.row(row("bandwidth", bandwidth, "GB/s"));
    }
    List<String> notes =
        List.of(
            limits.arithmetic() + ": twelve independent chains in registers, two operations each",
            "bandwidth: the faster of loads alone, and of two loads and a store; of data that fills"
                + " three quarters of the cache",
            "fastest: the iteration that shares are of; mean: of all iterations",
            Notes.ERROR);
    return new Section("What the machine gives at most", table, notes, List.of());
  }

  private static List<String> row(String of, Limits.Limit limit, String unit) {
    String fastest = Digits.of("%.1f", limit.most()) + " " + unit;
    return List.of(of, limit.name(), fastest, limit.mean().asCount());
  }

  private Section points() {
    TextTable table =
        new TextTable()
            .text("#")
            .text("what")
            .text("size")
            .number("FLOP/byte")
            .number("GFLOP/s")
            .number("limit")
            .text("set by")
            .number("share");
    List<RooflineChart.Point> points = new ArrayList<>();
    int number = 0;
    for (Rates rates : work) {
      Measurement m = rates.shown().orElse(null);
      if (m == null) {
        continue;
      }
      Optional<Work> known = Work.of(m);
      Optional<Limits.Limit> limit = known.flatMap(w -> limits.of(w, m.bits()));
      if (limit.isPresent()) {
        number++;
        double gflops = 1e-9 * m.rate().value() * known.get().flops();
        double most = limit.get().most();
        table.row(
            List.of(
                "" + number,
                Names.what(m),
                Names.size(m),
                digits(known.get().intensity()),
                digits(gflops),
                digits(most),
                limit.get().name(),
                Digits.of("%.0f", 100 * gflops / most) + " %"));
        points.add(
            new RooflineChart.Point(
                number, Names.full(m), Names.isPhase(m), known.get().intensity(), gflops));
      }
    }
    List<String> notes =
        List.of(
            "in the picture: circles are kernels, diamonds are phases of networks",
            "FLOP/byte: floating-point operations by bytes, every array read or written once",
            "limit: the bandwidth of where the data fits, times FLOP/byte; or the peak, if lower",
            "a share above 100 %: part of the data came from a nearer cache than the one that all of"
                + " it fits in");
    List<Section.Picture> pictures =
        points.isEmpty() ? List.of() : List.of(new RooflineChart(limits, points));
    return new Section("How near kernels and networks come", table, notes, pictures);
  }

  private static String digits(double value) {
    return Digits.of(value < 1 ? "%.3f" : value < 100 ? "%.2f" : "%.0f", value);
  }
}
