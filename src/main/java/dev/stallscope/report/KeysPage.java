package dev.stallscope.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The help page on keys of TLS connections: how to record them, and what they are good for. */
public final class KeysPage {
  public static final String ID = "tls-keys";

  private KeysPage() {}

  public static String text() {
    try (InputStream page = KeysPage.class.getResourceAsStream("tls-keys.md")) {
      if (page == null) {
        throw new IllegalStateException("tls-keys.md belongs to the program");
      }
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
