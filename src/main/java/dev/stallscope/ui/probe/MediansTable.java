package dev.stallscope.ui.probe;

import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.compare.RunGroup;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.control.EmptyState;
import dev.stallscope.ui.control.SpreadCell;
import dev.stallscope.ui.control.TableColumns;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Appearance;
import java.util.List;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** The medians of comparable runs, phase by phase, and how their totals are spread. */
final class MediansTable {
  private static final double NUMBER = 65;
  private static final double SPREAD = 84;
  private static final int LEAST_ROWS = 3;

  /** In rows, with some room below the last one. */
  private static final double HEADING = 1.8;

  private final TableView<RunGroup> table;
  private final TableColumn<RunGroup, RunGroup> spread;
  private long mostNanos = 1;

  MediansTable(Appearance appearance) {
    table =
        TableColumns.table("probe-medians", appearance.scaleProperty(), Texts.of("probe.medians"));
    TableColumns<RunGroup> columns =
        new TableColumns<>(table, "probe.median", appearance.scaleProperty());
    TableColumns<RunGroup> phases = new TableColumns<>(table, "phase", appearance.scaleProperty());
    columns.text("group", 126, group -> group.key().text());
    columns.number("runs", 42, group -> "%,d".formatted(group.runs().size()));
    for (Phase phase : List.of(Phase.DNS, Phase.CONNECT, Phase.TLS, Phase.WAIT, Phase.RECEIVE)) {
      phases.number(phase.id(), NUMBER, group -> text(group.phase(phase).medianNanos()));
    }
    columns.number("total", NUMBER, group -> text(group.total().medianNanos()));
    spread =
        SpreadCell.column(
            appearance, SPREAD, group -> group.total().sortedNanos(), () -> mostNanos);
    table.getColumns().add(spread);
    columns.fill(spread);
    table.getColumns().forEach(column -> column.setSortable(false));
    table.setPlaceholder(EmptyState.of(Texts.of("probe.medians.none")));
  }

  TableView<RunGroup> node() {
    return table;
  }

  /** Of all rows below their heading, in pixels; of a sentence where there are none. */
  double neededHeight() {
    return table.getFixedCellSize() * (Math.max(LEAST_ROWS, table.getItems().size()) + HEADING);
  }

  void show(List<RunGroup> groups) {
    mostNanos = groups.stream().mapToLong(group -> group.total().mostNanos()).max().orElse(1);
    table.getItems().setAll(groups);
    spread.setText(
        groups.isEmpty() ? "" : Texts.of("probe.median.spread", DurationText.of(mostNanos)));
    table.refresh();
  }

  private static String text(long nanos) {
    return nanos == 0 ? "–" : DurationText.of(nanos);
  }
}
