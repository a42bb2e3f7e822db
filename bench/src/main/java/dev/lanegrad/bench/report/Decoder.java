package dev.lanegrad.bench.report;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Makes text of files whose encoding isn't known. */
final class Decoder {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private Decoder() {}

  /**
   * The text of a file without its byte order mark.
   *
   * <p>JMH wrote in the default encoding of its JVM, which before JDK 18 was that of the system: on
   * Windows the dot in front of a profiler's metric is a byte that isn't UTF-8.
   */
  static String text(byte[] bytes) {
    String text = decode(bytes);
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  private static String decode(byte[] bytes) {
    if (startsWith(bytes, 0xFF, 0xFE) || isAscii(bytes, 0)) {
      return new String(bytes, StandardCharsets.UTF_16LE);
    }
    if (startsWith(bytes, 0xFE, 0xFF) || isAscii(bytes, 1)) {
      return new String(bytes, StandardCharsets.UTF_16BE);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, Charset.forName("windows-1252"));
    }
  }

  /**
   * JSON begins with ASCII: without a mark, UTF-16 shows by the zero beside the first character.
   */
  private static boolean isAscii(byte[] bytes, int at) {
    return bytes.length > 1 && bytes[at] > 0 && bytes[1 - at] == 0;
  }

  private static boolean startsWith(byte[] bytes, int first, int second) {
    return bytes.length > 1 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
  }
}
