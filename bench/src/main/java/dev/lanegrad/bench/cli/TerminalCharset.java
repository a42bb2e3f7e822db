package dev.lanegrad.bench.cli;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.util.Map;

/**
 * A charset that writes what it lacks in ASCII, where there would be question marks: {@code +/-}
 * for a plus-minus sign, as under {@code LC_ALL=C}.
 *
 * <p>The sign takes the places of the spaces around it, so that tables stay aligned.
 */
final class TerminalCharset extends Charset {
  private static final char PLUS_MINUS = '±';
  private static final Map<Character, String> SPELLED =
      Map.of(PLUS_MINUS, "+/-", 'µ', "u", '×', "x", 'ᵀ', "^T");

  private final Charset charset;

  private TerminalCharset(Charset charset) {
    super("x-lanegrad-" + charset.name(), null);
    this.charset = charset;
  }

  /** The charset itself where it has all that is printed here. */
  static Charset of(Charset charset) {
    if (!charset.canEncode()) {
      return charset;
    }
    CharsetEncoder encoder = charset.newEncoder();
    boolean all = SPELLED.keySet().stream().allMatch(encoder::canEncode);
    return all ? charset : new TerminalCharset(charset);
  }

  @Override
  public boolean contains(Charset other) {
    return charset.contains(other);
  }

  @Override
  public CharsetDecoder newDecoder() {
    return charset.newDecoder();
  }

  @Override
  public CharsetEncoder newEncoder() {
    CharsetEncoder encoder = charset.newEncoder();
    float most = 3 * encoder.maxBytesPerChar();
    return new CharsetEncoder(this, encoder.averageBytesPerChar(), most, encoder.replacement()) {
      @Override
      protected CoderResult encodeLoop(CharBuffer in, ByteBuffer out) {
        while (in.hasRemaining()) {
          int chars = isSpacedSign(in, encoder) ? 3 : 1;
          char c = in.get(in.position() + chars / 2);
          byte[] bytes =
              (encoder.canEncode(c) ? "" + c : SPELLED.getOrDefault(c, "?")).getBytes(charset);
          if (bytes.length > out.remaining()) {
            return CoderResult.OVERFLOW;
          }
          in.position(in.position() + chars);
          out.put(bytes);
        }
        return CoderResult.UNDERFLOW;
      }
    };
  }

  private static boolean isSpacedSign(CharBuffer in, CharsetEncoder encoder) {
    return in.remaining() >= 3
        && in.charAt(0) == ' '
        && in.charAt(1) == PLUS_MINUS
        && in.charAt(2) == ' '
        && !encoder.canEncode(PLUS_MINUS);
  }
}
