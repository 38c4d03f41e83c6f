package dev.stallscope.ui.control.detail;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is known of something. Immutable.
 *
 * @param title what it is
 * @param columns sections side by side, each column from top to bottom
 */
public record Detail(String title, List<List<Section>> columns) {
  /** Nothing is known of nothing. */
  public static final Detail NOTHING = new Detail("", List.of());

  public Detail {
    columns =
        columns.stream()
            .map(column -> column.stream().filter(section -> !section.text().isEmpty()).toList())
            .filter(column -> !column.isEmpty())
            .toList();
  }

  /** All of it as text. */
  public String text() {
    return columns.stream()
        .flatMap(List::stream)
        .map(section -> section.title() + "\n" + section.text())
        .collect(Collectors.joining("\n\n", title + "\n\n", "\n"));
  }
}
