package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.peers.Interleaved.Taken;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a measured JVM says to the one that started it, a line each on stdout. */
final class Messages {
  /** Tells these lines from what libraries print. */
  static final String PREFIX = "@lanegrad ";

  static final JsonMapper JSON = JsonMapper.builder().build();

  private final PrintStream out;

  Messages(PrintStream out) {
    this.out = out;
  }

  void present(String contestant, String how) {
    send(Message.about(Message.Kind.PRESENT, contestant, how));
  }

  void absent(String contestant, Throwable reason) {
    absent(contestant, Reason.of(reason));
  }

  void absent(String contestant, String reason) {
    send(Message.about(Message.Kind.ABSENT, contestant, reason));
  }

  void result(String title, Map<String, String> params, double work, Map<String, Taken> taken) {
    Map<String, double[]> seconds = new LinkedHashMap<>();
    Map<String, Long> bytes = new LinkedHashMap<>();
    taken.forEach(
        (name, t) -> {
          seconds.put(name, t.seconds());
          bytes.put(name, t.bytes());
        });
    send(new Message(Message.Kind.RESULT, title, "", params, work, seconds, bytes));
  }

  private void send(Message message) {
    out.println(PREFIX + JSON.writeValueAsString(message));
    out.flush();
  }
}
