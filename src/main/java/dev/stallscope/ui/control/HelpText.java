package dev.stallscope.ui.control;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;

/** A help page: Markdown with headings, paragraphs, lists, and code in backticks or indented. */
public final class HelpText {
  private static final String CODE_INDENT = "    ";

  private HelpText() {}

  /** The page as nodes from top to bottom; indented code can be selected and copied. */
  public static List<Node> of(String markdown) {
    List<Node> nodes = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    StringBuilder code = new StringBuilder();
    for (String line : markdown.strip().split("\n")) {
      boolean isCode = line.startsWith(CODE_INDENT);
      boolean startsBlock =
          isCode || line.isBlank() || line.startsWith("#") || line.startsWith("- ");
      if (startsBlock) {
        flush(paragraph, nodes);
      }
      if (!isCode) {
        flushCode(code, nodes);
      }
      if (isCode) {
        code.append(code.isEmpty() ? "" : "\n").append(line.substring(CODE_INDENT.length()));
      } else if (line.startsWith("#")) {
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
    flushCode(code, nodes);
    return nodes;
  }

  private static void flushCode(StringBuilder code, List<Node> nodes) {
    if (!code.isEmpty()) {
      TextArea area = new TextArea(code.toString());
      area.setEditable(false);
      area.setPrefRowCount((int) code.chars().filter(one -> one == '\n').count() + 1);
      area.getStyleClass().add("code-block");
      nodes.add(area);
      code.setLength(0);
    }
  }

  private static void flush(StringBuilder paragraph, List<Node> nodes) {
    if (!paragraph.isEmpty()) {
      nodes.add(CodeText.of(paragraph.toString()));
      paragraph.setLength(0);
    }
  }
}
