package dev.lanegrad.bench.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of things: from 1 to some bound. */
abstract class WholeNumber implements ITypeConverter<Integer> {
  private final int most;

  private WholeNumber(int most) {
    this.most = most;
  }

  @Override
  public Integer convert(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The same answer.
    }
    throw new TypeConversionException("'" + text + "' should be a whole number from 1 to " + most);
  }

  /** As many as the engine takes. */
  static final class Threads extends WholeNumber {
    Threads() {
      super(1024);
    }
  }

  /** As many as anybody waits for. */
  static final class Runs extends WholeNumber {
    Runs() {
      super(1000);
    }
  }

  /** As many as an int counts. */
  static final class Steps extends WholeNumber {
    Steps() {
      super(Integer.MAX_VALUE);
    }
  }

  /** Up to a week. */
  static final class Minutes extends WholeNumber {
    Minutes() {
      super(7 * 24 * 60);
    }
  }

  /** As many as a network of one's own can be given. */
  static final class Batch extends WholeNumber {
    Batch() {
      super(999_999);
    }
  }
}
