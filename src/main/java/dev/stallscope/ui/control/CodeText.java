package dev.stallscope.ui.control;

import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** Prose in which what stands between backticks is code. */
public final class CodeText {
  private CodeText() {}

  /** The text, wrapped at its width. */
  public static TextFlow of(String prose) {
    TextFlow flow = new TextFlow();
    boolean isCode = false;
    for (String part : prose.split("`", -1)) {
      if (!part.isEmpty()) {
        Text text = new Text(part);
        text.getStyleClass().add(isCode ? "code" : "prose");
        flow.getChildren().add(text);
      }
      isCode = !isCode;
    }
    return flow;
  }
}
