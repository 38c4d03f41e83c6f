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

/** A foldable list of what rules say that found nothing. Takes no room while it is empty. */
final class Verdicts {
  private final String titleKey;
  private final VBox lines = new VBox();
  private final TitledPane root = new TitledPane();

  Verdicts(String titleKey, ObservableList<Verdict> verdicts) {
    this.titleKey = titleKey;
    lines.getStyleClass().add("verdicts");
    root.setContent(lines);
    root.setExpanded(false);
    root.setAnimated(false);
    root.setId(titleKey.replace('.', '-'));
    verdicts.addListener((ListChangeListener<Verdict>) _ -> show(verdicts));
    show(verdicts);
  }

  Node node() {
    return root;
  }

  private void show(List<Verdict> verdicts) {
    root.setText(Texts.of(titleKey, verdicts.size()));
    root.setVisible(!verdicts.isEmpty());
    root.setManaged(!verdicts.isEmpty());
    lines.getChildren().setAll(verdicts.stream().map(Verdicts::line).toList());
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
