package dev.stallscope.ui.findings;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.control.SeverityIcon;
import dev.stallscope.ui.text.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** A finding in the list: severity, title, who acts, time lost. */
final class FindingCell extends ListCell<Finding> {
  private final FindingsViewModel model;

  FindingCell(FindingsViewModel model) {
    this.model = model;
    getStyleClass().add("finding-cell");
    // as wide as the list, so that long titles end in an ellipsis instead of a scroll bar
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(Finding finding, boolean isEmpty) {
    super.updateItem(finding, isEmpty);
    setText(null);
    setGraphic(isEmpty || finding == null ? null : row(finding));
    setAccessibleText(isEmpty || finding == null ? null : spoken(finding));
  }

  private HBox row(Finding finding) {
    Label title = new Label(model.text(finding.title()));
    title.getStyleClass().add("strong");
    title.setWrapText(true);
    Label who =
        new Label(
            Texts.of(
                "findings.row", SeverityIcon.word(finding.severity()), finding.party().title()));
    who.getStyleClass().addAll("dim", "secondary");
    VBox words = new VBox(2, title, who);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    Label lost = new Label(lost(finding));
    lost.getStyleClass().addAll("strong", SeverityIcon.styleClass(finding.severity()));
    lost.setMinWidth(USE_PREF_SIZE);
    HBox row = new HBox(8, SeverityIcon.of(finding.severity()), words, lost);
    row.setAlignment(Pos.TOP_LEFT);
    return row;
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
