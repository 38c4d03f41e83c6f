package dev.stallscope.ui.findings;

import dev.stallscope.ui.text.Texts;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * A foldable list of what rules say that found nothing. Takes no room while it is empty, and its
 * lines, some hundred nodes that change with every analysis, are made only while it is unfolded.
 */
final class Verdicts {
  private final String titleKey;
  private final Feather sign;
  private final ObservableList<Verdict> verdicts;
  private final VBox lines = new VBox();
  private final TitledPane root = new TitledPane();
  private List<Verdict> told = List.of();
  private boolean isUsers;

  /**
   * A list that is folded.
   *
   * @param sign before each, which tells at a glance that a trouble is named that is not there
   */
  Verdicts(String titleKey, Feather sign, ObservableList<Verdict> verdicts) {
    this.sign = sign;
    this.titleKey = titleKey;
    this.verdicts = verdicts;
    lines.getStyleClass().add("verdicts");
    root.setContent(lines);
    root.setExpanded(false);
    root.setAnimated(false);
    root.setId(titleKey.replace('.', '-'));
    verdicts.addListener((ListChangeListener<Verdict>) _ -> show());
    root.expandedProperty()
        .addListener(
            (_, _, _) -> {
              isUsers = true;
              show();
            });
    show();
  }

  Node node() {
    return root;
  }

  /** Shows only how many there are, as at first. */
  void fold() {
    setExpanded(false);
    isUsers = false;
  }

  /** Shows the lines, unless the user has decided what is shown. */
  void unfold() {
    if (!isUsers && !root.isExpanded()) {
      setExpanded(true);
    }
  }

  private void setExpanded(boolean isExpanded) {
    boolean before = isUsers;
    root.setExpanded(isExpanded);
    isUsers = before;
  }

  private void show() {
    root.setText(Texts.of(titleKey, verdicts.size()));
    root.setVisible(!verdicts.isEmpty());
    root.setManaged(!verdicts.isEmpty());
    List<Verdict> seen = root.isExpanded() ? List.copyOf(verdicts) : List.of();
    if (!seen.equals(told)) {
      told = seen;
      lines.getChildren().setAll(seen.stream().map(this::line).toList());
    }
  }

  private Node line(Verdict verdict) {
    Label trouble = new Label(verdict.rule().trouble());
    trouble.setWrapText(true);
    Label sentence = new Label(verdict.sentence());
    sentence.setWrapText(true);
    sentence.setMinHeight(Region.USE_PREF_SIZE);
    sentence.getStyleClass().addAll("dim", "secondary");
    VBox words = new VBox(trouble, sentence);
    words.setMinWidth(0);
    FontIcon icon = new FontIcon(sign);
    icon.getStyleClass().add("verdict-icon");
    HBox line = new HBox(icon, words);
    line.getStyleClass().add("verdict");
    return line;
  }
}
