package dev.lanegrad.bench.report;

import dev.lanegrad.bench.run.Finished;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Results in JMH's JSON format, an array of one object for each benchmark.
 *
 * <p>Each object has one more member, {@code "lanegrad"}: what JMH doesn't know, such as the CPU
 * and the kernels. Tools that read the files of JMH pass over it.
 */
public final class ResultFile {
  /** The name of the kernels that really ran, in {@link Measurement#about}. */
  public static final String KERNELS = "kernels";

  public static final String CPU = "cpu";
  public static final String JDK = "jdk";
  public static final String COMMAND = "command";
  public static final String VERSION = "version";

  /** The commit of the sources, 40 digits; {@code -dirty} behind them if those had changes. */
  public static final String COMMIT = "commit";

  public static final String MEASURED_AT = "measuredAt";

  /** What the CPU can that matters here. */
  public static final String FLAGS = "flags";

  /** Whether the JVM has an instruction for multiply-adds: {@code yes} or {@link #NO}. */
  public static final String FMA = "fma";

  static final String NO = "no";

  /** Sizes in bytes, as {@link dev.lanegrad.bench.run.Caches#parse} reads them. */
  public static final String CACHES = "caches";

  public static final String SYSTEM = "system";

  /** Why the figures may be wrong, a line each. */
  public static final String WARNINGS = "warnings";

  /** Why a figure is one of code that was not compiled yet: such a figure isn't shown. */
  public static final String UNSETTLED = "unsettled";

  /** Kernels whose plain loops C2 was tried at, and those that it left scalar; a line each. */
  public static final String LOOPS_TRIED = "plainLoops";

  public static final String LOOPS_SCALAR = "plainLoopsLeftScalar";

  /** Those whose times tell neither. */
  public static final String LOOPS_UNDECIDED = "plainLoopsUndecided";

  /** Widths that could not be measured here, and why. */
  public static final String SKIPPED = "skipped";

  /** The width that the JVM takes by itself. */
  public static final String PREFERRED = "preferredBits";

  /** JMH's own names, in {@link Measurement#jmh}. */
  static final String MODE = "mode";

  static final String THREADS = "threads";
  static final String FORKS = "forks";
  static final String JMH_VERSION = "jmhVersion";

  /** The member of a result that this project adds. */
  static final String ABOUT = "lanegrad";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** No run of JMH fills as much, and a device may never end. */
  private static final int MOST_BYTES = 128 << 20;

  private ResultFile() {}

  /**
   * The text of a file.
   *
   * @param about what is added to every result
   */
  public static String write(List<Finished> results, Map<String, String> about) {
    ArrayNode array = JSON.createArrayNode();
    for (Finished one : results) {
      // One at a time: JMH would bring them into an order of its own.
      ObjectNode result = (ObjectNode) JSON.readTree(inFormatOfJmh(one.result())).get(0);
      ObjectNode member = result.putObject(ABOUT);
      about.forEach(member::put);
      member.put(KERNELS, one.kernels());
      if (!one.unsettled().isEmpty()) {
        member.put(UNSETTLED, one.unsettled());
      }
      array.add(result);
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(array) + "\n";
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("it has more than " + (MOST_BYTES >> 20) + " MiB");
      }
      return bytes;
    }
  }

  private static byte[] inFormatOfJmh(RunResult result) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(List.of(result));
    }
    return bytes.toByteArray();
  }

  /**
   * The results in a file, which any version of JMH may have written, in any mode and unit.
   *
   * @throws IOException if it can't be read, or isn't a file of JMH; the message says which
   */
  public static List<Measurement> read(Path file) throws IOException {
    String text = text(file);
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " " + e.getMessage(), e);
    }
  }

  /** The text of a file, in whichever encoding it is. */
  public static String text(Path file) throws IOException {
    return Decoder.text(bytes(file));
  }

  /**
   * The results in the text of a file.
   *
   * @throws IllegalArgumentException says what is wrong with it, to be put behind its name
   */
  public static List<Measurement> parse(String text) {
    return ResultReader.read(text);
  }
}
