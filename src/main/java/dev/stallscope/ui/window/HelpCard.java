package dev.stallscope.ui.window;

import dev.stallscope.ui.control.HelpText;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Workspace;
import javafx.scene.Node;

/** A help page on a card over the window. */
final class HelpCard {
  private static final double WIDTH = 760;

  private final WindowCard card = new WindowCard("help", WIDTH);

  HelpCard(Workspace workspace) {
    workspace.helpProperty().addListener((_, _, page) -> show(page));
    card.onClosed(() -> workspace.explain(""));
  }

  Node node() {
    return card.node();
  }

  private void show(String page) {
    if (!page.isEmpty()) {
      card.fill(Texts.of("help.title"), HelpText.of(page));
    }
    card.show(!page.isEmpty());
  }
}
