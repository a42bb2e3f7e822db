package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.jmh.Network;
import dev.lanegrad.bench.run.Peers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Loader;

/** Runs the JVMs of a comparison one after the other, and keeps what they said. */
public final class PeerComparison implements Peers {
  private final List<Message> said = new ArrayList<>();
  private final List<Start> starts = new ArrayList<>();
  private Request request;
  private Consumer<String> progress;
  private Runnable pause;
  private boolean complete = true;

  /**
   * Found by its name.
   *
   * @throws NoClassDefFoundError if the other libraries are not there
   */
  public PeerComparison() {
    Objects.requireNonNull(Loader.class);
  }

  @Override
  public boolean run(Request what, Consumer<String> to, Runnable between) {
    request = what;
    progress = to;
    pause = between;
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
    pause.run();
  }

  private Task task(Task.Kind kind, Backend peer) {
    List<String> networks = request.networks().stream().map(Network::name).toList();
    return new Task(kind, peer, networks, limits(), Effort.of(request.thoroughness()));
  }

  private Limits limits() {
    return new Limits(request.threads(), request.avx2());
  }

  private void take(Message message) {
    synchronized (said) {
      said.add(message);
    }
    progress.accept("  " + Tables.progress(message));
  }

  private void start() {
    int times = Effort.of(request.thoroughness()).starts();
    synchronized (said) {
      starts.addAll(Start.all());
    }
    progress.accept("start, once to unpack and then " + times + " times each:");
    for (int i = 0; i <= times; i++) {
      for (Start start : starts) {
        progress.accept("  " + start.once(limits()));
        if (i == 0) {
          start.forget();
        }
        pause.run();
      }
    }
  }

  @Override
  public List<String> lines(int width) {
    synchronized (said) {
      return tables().lines(width);
    }
  }

  @Override
  public String csv(Map<String, String> about) {
    synchronized (said) {
      return PeerCsv.of(all(), about);
    }
  }

  @Override
  public String page(Map<String, String> about, List<String> warnings) {
    synchronized (said) {
      return PeerPage.of(tables(), all(), warnings, about);
    }
  }

  @Override
  public String markdown(String name, Map<String, String> about, List<String> warnings) {
    synchronized (said) {
      return PeerMarkdown.of(tables(), name, warnings, about).text();
    }
  }

  @Override
  public List<String> pictures() {
    synchronized (said) {
      return PeerMarkdown.of(tables(), "", List.of(), Map.of()).pictures();
    }
  }

  @Override
  public String json(Map<String, String> about) {
    synchronized (said) {
      return JmhFormat.write(all(), about);
    }
  }

  private Tables tables() {
    return new Tables(said, started());
  }

  private List<Started> started() {
    return starts.stream().map(Start::soFar).toList();
  }

  private List<Message> all() {
    List<Message> all = new ArrayList<>(said);
    started().stream().map(Started::message).forEach(all::add);
    return all;
  }
}
