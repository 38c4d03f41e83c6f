package dev.stallscope.ui.findings;

import dev.stallscope.ui.text.Texts;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * A foldable list of what rules say that found nothing. Takes no room while it is empty, and its
 * lines, some hundred nodes that change with every analysis, are made only while it is unfolded.
 */
final class Verdicts {
  private final String titleKey;
  private final ObservableList<Verdict> verdicts;
  private final VBox lines = new VBox();
  private final TitledPane root = new TitledPane();

  Verdicts(String titleKey, ObservableList<Verdict> verdicts) {
    this.titleKey = titleKey;
    this.verdicts = verdicts;
    lines.getStyleClass().add("verdicts");
    root.setContent(lines);
    root.setExpanded(false);
    root.setAnimated(false);
    root.setId(titleKey.replace('.', '-'));
    verdicts.addListener((ListChangeListener<Verdict>) _ -> show());
    root.expandedProperty().addListener((_, _, _) -> show());
    show();
  }

  Node node() {
    return root;
  }

  private void show() {
    root.setText(Texts.of(titleKey, verdicts.size()));
    root.setVisible(!verdicts.isEmpty());
    root.setManaged(!verdicts.isEmpty());
    List<Verdict> seen = root.isExpanded() ? verdicts : List.of();
    lines.getChildren().setAll(seen.stream().map(Verdicts::line).toList());
  }

  private static Node line(Verdict verdict) {
    Label trouble = new Label(verdict.rule().trouble());
    trouble.setWrapText(true);
    Label sentence = new Label(verdict.sentence());
    sentence.setWrapText(true);
    sentence.setMinHeight(Region.USE_PREF_SIZE);
    sentence.getStyleClass().addAll("dim", "secondary");
    return new VBox(trouble, sentence);
  }
}
