package dev.lanegrad.bench.jmh;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/**
 * Handwritten digits of MNIST, read from their IDX files.
 *
 * @param images n rows of 784 grey values from 0 to 1
 * @param targets n rows of 10 numbers: 1 for the digit, 0 for the others
 * @see <a href="http://yann.lecun.com/exdb/mnist/">The format</a>
 */
public record Digits(float[] images, float[] targets) {
  public static final int PIXELS = 28 * 28;
  public static final int CLASSES = 10;

  private static final int IMAGES_MAGIC = 0x803;
  private static final int LABELS_MAGIC = 0x801;

  /** The first n digits of the training set. */
  public static Digits load(int n) {
    byte[] images = read("train-images-idx3-ubyte.gz", IMAGES_MAGIC, n, PIXELS);
    byte[] labels = read("train-labels-idx1-ubyte.gz", LABELS_MAGIC, n, 1);
    float[] pixels = new float[images.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (images[i] & 0xff) / 255f;
    }
    float[] targets = new float[n * CLASSES];
    for (int i = 0; i < n; i++) {
      targets[i * CLASSES + labels[i]] = 1f;
    }
    return new Digits(pixels, targets);
  }

  /** The first n items of an IDX file of bytes. */
  private static byte[] read(String name, int magic, int n, int itemSize) {
    String resource = "/data/" + name;
    try (InputStream file = Digits.class.getResourceAsStream(resource)) {
      if (file == null) {
        throw new IllegalStateException(resource + " is missing from the class path");
      }
      DataInputStream in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(file)));
      int actualMagic = in.readInt();
      int items = in.readInt();
      int size = 1;
      for (int dimension = 1; dimension < (actualMagic & 0xff); dimension++) {
        size *= in.readInt();
      }
      if (actualMagic != magic || size != itemSize || items < n) {
        throw new IllegalStateException(
            resource + " doesn't hold " + n + " items of " + itemSize + " bytes");
      }
      return in.readNBytes(n * itemSize);
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " can't be read", e);
    }
  }
}
