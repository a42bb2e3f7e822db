package dev.lanegrad.bench.peers;

import java.io.PrintStream;

/** Entry of a measured JVM. */
public final class Child {
  private Child() {}

  /** Does the {@link Task} that is the only argument. */
  public static void main(String[] args) {
    Task task = Messages.JSON.readValue(args[0], Task.class);
    PrintStream out = System.out;
    // What libraries print is not for the one who reads the messages.
    System.setOut(System.err);
    Messages messages = new Messages(out);
    switch (task.kind()) {
      case PRODUCTS -> Products.run(task, messages);
      case NETWORKS -> Networks.run(task, messages);
      case LOSSES -> Losses.run(task, messages);
    }
    // Threads of some libraries would keep the JVM.
    Runtime.getRuntime().halt(0);
  }
}
