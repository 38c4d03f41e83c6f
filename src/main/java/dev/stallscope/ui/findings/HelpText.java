package dev.stallscope.ui.findings;

import dev.stallscope.ui.control.CodeText;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;

/** A rule's help page: Markdown with headings, paragraphs, lists and code in backticks. */
final class HelpText {
  private HelpText() {}

  static List<Node> of(String markdown) {
    List<Node> nodes = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    for (String line : markdown.strip().split("\n")) {
      boolean startsBlock = line.isBlank() || line.startsWith("#") || line.startsWith("- ");
      if (startsBlock) {
        flush(paragraph, nodes);
      }
      if (line.startsWith("#")) {
        Label heading = new Label(line.replaceFirst("^#+\\s*", ""));
        heading.getStyleClass().add("section-heading");
        nodes.add(heading);
      } else if (line.startsWith("- ")) {
        paragraph.append("• ").append(line.substring(2).strip());
      } else if (!line.isBlank()) {
        paragraph.append(paragraph.isEmpty() ? "" : " ").append(line.strip());
      }
    }
    flush(paragraph, nodes);
    return nodes;
  }

  private static void flush(StringBuilder paragraph, List<Node> nodes) {
    if (!paragraph.isEmpty()) {
      nodes.add(CodeText.of(paragraph.toString()));
      paragraph.setLength(0);
    }
  }
}
