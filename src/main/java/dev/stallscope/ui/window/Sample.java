package dev.stallscope.ui.window;

import dev.stallscope.ui.text.Texts;
import java.nio.file.Path;
import java.util.List;

/**
 * A bundled capture that shows one trouble.
 *
 * @param id name of its folder; its words are {@code sample.<id>.title} and {@code .line}
 */
public record Sample(String id, Path capture) {
  /** The samples that the start page introduces, in this order. */
  public static List<String> introduced() {
    return List.of(Texts.of("samples").split(" "));
  }

  String title() {
    return Texts.of("sample." + id + ".title");
  }

  String line() {
    return Texts.of("sample." + id + ".line");
  }
}
