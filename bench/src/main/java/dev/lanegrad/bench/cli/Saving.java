package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.run.Finished;
import dev.lanegrad.bench.run.Job;
import dev.lanegrad.bench.run.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Hands on what was measured so far after each benchmark, besides what another observer does. */
final class Saving implements Session.Observer {
  private final Session.Observer observer;
  private final Consumer<List<Finished>> save;
  private final List<Finished> all = new ArrayList<>();

  Saving(Session.Observer observer, Consumer<List<Finished>> save) {
    this.observer = observer;
    this.save = save;
  }

  @Override
  public void finished(Finished finished) {
    all.add(finished);
    observer.finished(finished);
    save.accept(List.copyOf(all));
  }

  @Override
  public void failed(Job job, String reason) {
    observer.failed(job, reason);
  }
}
