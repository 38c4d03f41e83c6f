package dev.stallscope.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** What the answers hold: made up, the same at each start. */
final class DemoBodies {
  private static final int SEED = 7;

  private DemoBodies() {}

  /** JSON as an application sends it, which gzip makes a tenth of. */
  static byte[] json(int bytes) {
    Random random = new Random(SEED);
    StringBuilder text = new StringBuilder("[");
    for (int i = 1; text.length() < bytes; i++) {
      text.append(i == 1 ? "" : ",\n")
          .append("{\"id\": ")
          .append(i)
          .append(", \"article\": \"Article ")
          .append(random.nextInt(1000))
          .append("\", \"price\": ")
          .append(random.nextInt(10_000))
          .append(", \"isAvailable\": true}");
    }
    return text.append(']').toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Bytes that cannot be compressed, as pictures are. */
  static byte[] picture(int bytes) {
    byte[] picture = new byte[bytes];
    new Random(SEED).nextBytes(picture);
    return picture;
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      // memory does not fail
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
