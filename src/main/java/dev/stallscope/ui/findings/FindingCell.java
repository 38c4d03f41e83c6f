package dev.stallscope.ui.findings;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.control.SeverityIcon;
import dev.stallscope.ui.text.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * A finding in the list: severity, title, who acts, time lost. A capture that grows brings other
 * findings again and again, so the nodes stay and only say something else.
 */
final class FindingCell extends ListCell<Finding> {
  private static final double ICON_GAP = 8;

  private final FindingsViewModel model;
  private final FindingRows rows;
  private final Label title = new Label();
  private final Label who = new Label();
  private final Label lost = new Label();
  private final HBox row;
  private @Nullable Severity shown;

  FindingCell(FindingsViewModel model, FindingRows rows) {
    this.model = model;
    this.rows = rows;
    getStyleClass().add("finding-cell");
    // as wide as the list, so that long titles end in an ellipsis instead of a scroll bar
    setPrefWidth(0);
    title.getStyleClass().add("strong");
    title.setWrapText(true);
    who.getStyleClass().addAll("dim", "secondary");
    lost.getStyleClass().add("strong");
    lost.setMinWidth(USE_PREF_SIZE);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox first = new HBox(title, space, lost);
    space.setMinWidth(ICON_GAP);
    VBox words = new VBox(2, first, who);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    row = new HBox(ICON_GAP, new Region(), words);
    row.setAlignment(Pos.TOP_LEFT);
  }

  @Override
  protected void updateItem(Finding finding, boolean isEmpty) {
    super.updateItem(finding, isEmpty);
    setText(null);
    boolean isThere = !isEmpty && finding != null;
    if (isThere) {
      say(finding);
    }
    setGraphic(isThere ? row : null);
    setAccessibleText(isThere ? spoken(finding) : null);
  }

  @Override
  protected double computePrefHeight(double width) {
    Finding finding = getItem();
    return finding == null ? super.computePrefHeight(width) : rows.height(finding);
  }

  private void say(Finding finding) {
    title.setText(model.headline(finding));
    who.setText(
        Texts.of("findings.row", SeverityIcon.word(finding.severity()), finding.party().title()));
    lost.setText(lost(finding));
    if (finding.severity() != shown) {
      shown = finding.severity();
      row.getChildren().set(0, SeverityIcon.of(finding.severity()));
      lost.getStyleClass().setAll("label", "strong", SeverityIcon.styleClass(finding.severity()));
    }
  }

  private String spoken(Finding finding) {
    return SeverityIcon.word(finding.severity())
        + ": "
        + model.text(finding.title())
        + ". "
        + lost(finding);
  }

  static String lost(Finding finding) {
    return finding.timeLostNanos() > 0 ? DurationText.of(finding.timeLostNanos()) : "";
  }
}
