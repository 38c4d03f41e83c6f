package dev.stallscope.report;

import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown: names at the left, numbers at the right. */
final class MarkdownTable {
  private final StringBuilder text = new StringBuilder();

  MarkdownTable(List<String> heads) {
    row(heads);
    row(heads.stream().map(head -> head.equals(heads.getFirst()) ? "---" : "---:").toList());
  }

  void row(List<String> cells) {
    text.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
