package dev.stallscope.ui.control.detail;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is known of something. Immutable.
 *
 * @param title what it is
 * @param columns sections side by side, each column from top to bottom
 * @param course how an exchange of it went, which is drawn where there is room
 */
public record Detail(String title, List<List<Section>> columns, Optional<Course> course) {
  /** Nothing is known of nothing. */
  public static final Detail NOTHING = new Detail("", List.of());

  public Detail {
    columns =
        columns.stream()
            .map(column -> column.stream().filter(section -> !section.text().isEmpty()).toList())
            .filter(column -> !column.isEmpty())
            .toList();
  }

  /** The same without the course of an exchange. */
  public Detail(String title, List<List<Section>> columns) {
    this(title, columns, Optional.empty());
  }

  /** The same with the course of an exchange, where there is one. */
  public Detail with(Optional<Course> drawn) {
    return new Detail(title, columns, drawn);
  }

  /** All of it as text. */
  public String text() {
    return columns.stream()
        .flatMap(List::stream)
        .map(section -> section.title() + "\n" + section.text())
        .collect(Collectors.joining("\n\n", title + "\n\n", "\n"));
  }
}
