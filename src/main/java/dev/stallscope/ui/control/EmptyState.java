package dev.stallscope.ui.control;

import javafx.scene.control.Label;
import javafx.scene.text.TextAlignment;

/** What is said in place of what is not there: why, and what to do next. */
public final class EmptyState {
  private static final double MAX_WIDTH = 420;

  private EmptyState() {}

  /** A sentence in the middle of its place. */
  public static Label of(String sentence) {
    Label label = new Label(sentence);
    label.setWrapText(true);
    label.setMaxWidth(MAX_WIDTH);
    label.setTextAlignment(TextAlignment.CENTER);
    label.getStyleClass().addAll("dim", "empty-state");
    return label;
  }
}
