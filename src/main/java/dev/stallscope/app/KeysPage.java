package dev.stallscope.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The help page on keys of TLS connections: how to record them, and what they are good for. */
final class KeysPage {
  static final String ID = "tls-keys";

  private KeysPage() {}

  static String text() {
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
