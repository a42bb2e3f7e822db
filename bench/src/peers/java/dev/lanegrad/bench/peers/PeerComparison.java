package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.jmh.Network;
import dev.lanegrad.bench.run.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs the JVMs of a comparison one after the other, and keeps what they said. */
public final class PeerComparison implements Comparison {
  private final List<Message> said = new ArrayList<>();
  private final List<Start> starts = new ArrayList<>();
  private Request request;
  private Consumer<String> progress;
  private boolean complete = true;

  /** Found by its name. */
  public PeerComparison() {}

  @Override
  public boolean run(Request what, Consumer<String> to) {
    request = what;
    progress = to;
    progress.accept("Ctrl-C ends the comparison and keeps the results so far.");
    if (what.parts().contains(Part.PRODUCTS)) {
      run(Task.Kind.PRODUCTS, null);
    }
    if (what.parts().contains(Part.NETWORKS)) {
      for (Backend peer : Backend.values()) {
        run(Task.Kind.NETWORKS, peer);
      }
    }
    if (what.parts().contains(Part.LOSSES)) {
      run(Task.Kind.LOSSES, Backend.LIBTORCH_MKL);
    }
    if (what.parts().contains(Part.START)) {
      start();
    }
    return complete;
  }

  private void run(Task.Kind kind, Backend peer) {
    String who = peer == null ? "all" : peer.label();
    progress.accept(kind.name().toLowerCase(Locale.ROOT) + ", " + who + ":");
    Optional<String> failure = ChildJvm.run(task(kind, peer), this::take);
    failure.ifPresent(
        reason -> {
          complete = false;
          take(Message.about(Message.Kind.ABSENT, who + " at " + kind, reason));
        });
  }

  private Task task(Task.Kind kind, Backend peer) {
    List<String> networks = request.networks().stream().map(Network::name).toList();
    return new Task(kind, peer, networks, request.threads(), Effort.of(request.thoroughness()));
  }

  private void take(Message message) {
    synchronized (said) {
      said.add(message);
    }
    progress.accept("  " + Tables.progress(message));
  }

  private void start() {
    Effort effort = Effort.of(request.thoroughness());
    synchronized (said) {
      starts.addAll(Start.all());
    }
    progress.accept("start, " + effort.starts() + " times each:");
    for (int i = 0; i < effort.starts(); i++) {
      for (Start start : starts) {
        start.once(effort, request.threads());
        progress.accept("  " + start.last());
      }
    }
  }

  @Override
  public List<String> lines(int width) {
    synchronized (said) {
      return new Tables(List.copyOf(said), List.copyOf(starts)).lines(width);
    }
  }

  @Override
  public String json(Map<String, String> about) {
    synchronized (said) {
      return JmhFormat.write(List.copyOf(said), about);
    }
  }
}
