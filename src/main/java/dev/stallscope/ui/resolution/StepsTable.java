package dev.stallscope.ui.resolution;

import dev.stallscope.protocol.quic.QuicHandshake;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.control.EmptyState;
import dev.stallscope.ui.control.RowInSight;
import dev.stallscope.ui.control.TableColumns;
import dev.stallscope.ui.control.WholeRows;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Appearance;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Region;

/** Lookups and handshakes in their order. */
final class StepsTable {
  private final ResolutionViewModel model;
  private final TableView<Step> table;
  private final WholeRows rows;
  private final RowInSight inSight;
  private boolean isFollowing;

  StepsTable(ResolutionViewModel model, Appearance appearance) {
    this.model = model;
    table =
        TableColumns.table(
            "steps-table", appearance.scaleProperty(), Texts.of("resolution.steps-table"));
    rows = new WholeRows(table);
    inSight = new RowInSight(table);
    TableColumns<Step> columns = new TableColumns<>(table, "step", appearance.scaleProperty());
    columns.text("kind", 50, StepsTable::kind);
    TableColumn<Step, ?> name = columns.text("name", 96, Step::title);
    columns.number("start", 66, step -> start(model.sinceStart(step)));
    columns.number("time", 66, step -> DurationText.of(step.span().durationNanos()));
    columns.number("lost", 66, StepsTable::lost);
    columns.fill(name);
    table.getColumns().forEach(column -> column.setSortable(false));
    table.getColumns().getLast().getStyleClass().add("lost-column");
    table.getSelectionModel().selectedItemProperty().addListener((_, _, step) -> select(step));
    model.shownProperty().addListener((_, _, _) -> show());
    model.stepProperty().addListener((_, _, _) -> follow());
    show();
  }

  Region node() {
    return rows;
  }

  void focus() {
    table.requestFocus();
  }

  private static String kind(Step step) {
    return Texts.of(
        switch (step) {
          case Step.Lookup _ -> "step.dns";
          case Step.Handshake one ->
              one.handshake() instanceof QuicHandshake ? "step.quic" : "step.tls";
        });
  }

  private static String start(long nanos) {
    return nanos == 0 ? "0 s" : DurationText.of(nanos);
  }

  private static String lost(Step step) {
    return step.isFailed()
        ? Texts.of("step.failed")
        : step.lostNanos() == 0 ? "" : DurationText.of(step.lostNanos());
  }

  private void show() {
    isFollowing = true;
    table.setItems(model.shownProperty().get().rows());
    isFollowing = false;
    table.setPlaceholder(EmptyState.of(model.emptyState()));
    follow();
  }

  private void select(Step step) {
    if (step != null && !isFollowing) {
      model.select(step);
    }
  }

  private void follow() {
    int at = model.selectedRow();
    isFollowing = true;
    if (at < 0) {
      table.getSelectionModel().clearSelection();
    } else if (at != table.getSelectionModel().getSelectedIndex()) {
      table.getSelectionModel().clearAndSelect(at);
      inSight.seek();
    }
    isFollowing = false;
  }
}
