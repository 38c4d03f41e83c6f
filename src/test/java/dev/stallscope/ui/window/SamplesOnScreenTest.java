package dev.stallscope.ui.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.chart.Palette;
import dev.stallscope.chart.Theme;
import dev.stallscope.chart.TimeScale;
import dev.stallscope.chart.Tone;
import dev.stallscope.chart.WaterfallColumns;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.Screenshots;
import dev.stallscope.testkit.WindowRig;
import dev.stallscope.time.TimeSpan;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every bundled sample in the window: what was found of it is on the screen, in its place. */
class SamplesOnScreenTest {
  /** What the list's scroll bar takes. */
  private static final double SCROLL_BAR = 14;

  private static final int PANEL = Palette.of(Theme.LIGHT).rgb(Tone.PANEL);

  @Test
  void everySampleIsDrawnAsItWasAnalysed() {
    try (WindowRig rig = WindowRig.open(WindowRig.SMALL, 800, List.of(), _ -> List.of())) {
      rig.run(() -> rig.workspace().appearance().choose(Theme.LIGHT));
      assertThat(SampleCaptures.samples()).isNotEmpty();
      for (Path sample : SampleCaptures.samples()) {
        rig.read(sample);
        Analysis analysis = Objects.requireNonNull(rig.workspace().analysis());
        assertThat(list(rig, "#findings-list").getItems())
            .as("findings of %s", sample)
            .hasSameSizeAs(analysis.findings());
        if (!analysis.measurements().exchanges().isEmpty()) {
          rig.await(() -> !list(rig, "#waterfall-list").getItems().isEmpty());
          barsAreWherePhasesWere(rig, sample);
        }
        if (rig.workspace().selection().selected().connection() >= 0) {
          theGraphIsDrawn(rig, sample);
        }
      }
    }
  }

  /** Along the longest phase of a visible row there must be ink, but for the words on it. */
  private static void barsAreWherePhasesWere(WindowRig rig, Path sample) {
    TimeScale scale = rig.ask(() -> scale(rig));
    for (Node node : rig.robot().lookup(".waterfall-cell").<Node>queryAll()) {
      Exchange exchange = rig.ask(() -> exchange(rig, node));
      if (exchange == null || exchange.phases().timings().isEmpty()) {
        continue;
      }
      TimeSpan longest =
          exchange.phases().timings().stream()
              .map(PhaseTimings.Timing::span)
              .max(Comparator.comparingLong(TimeSpan::durationNanos))
              .orElseThrow();
      WritableImage row = rig.ask(() -> node.snapshot(null, null));
      int from = (int) scale.x(longest.startNanos());
      int to = (int) scale.x(longest.endNanos());
      assertThat(inkedColumns(row, from - 2, to + 2))
          .as("%s: %s from %d to %d", sample, exchange.label(), from, to)
          .isGreaterThan((to - from) / 4);
    }
  }

  private static long inkedColumns(WritableImage row, int from, int to) {
    int middle = (int) row.getHeight() / 2;
    int paper = row.getPixelReader().getArgb(2, 2) & 0xffffff;
    return IntStream.rangeClosed(Math.max(0, from), Math.min(to, (int) row.getWidth() - 1))
        .map(x -> row.getPixelReader().getArgb(x, middle) & 0xffffff)
        .filter(rgb -> rgb != PANEL && rgb != paper)
        .count();
  }

  /** The exchange of a cell, where the label says that it is one. */
  private static @Nullable Exchange exchange(WindowRig rig, Node node) {
    ListCell<?> cell = (ListCell<?>) node;
    if (cell.isEmpty() || !cell.isVisible() || !(cell.getItem() instanceof Integer row)) {
      return null;
    }
    List<Exchange> rows =
        Objects.requireNonNull(rig.workspace().analysis()).measurements().exchanges().stream()
            .filter(one -> !one.isPartOfParent())
            .toList();
    return row < rows.size() ? rows.get(row) : null;
  }

  private static TimeScale scale(WindowRig rig) {
    double width = list(rig, "#waterfall-list").getWidth() - SCROLL_BAR;
    WaterfallColumns columns = WaterfallColumns.of(width, 1);
    List<Exchange> all =
        Objects.requireNonNull(rig.workspace().analysis()).measurements().exchanges();
    long start = all.stream().mapToLong(one -> one.span().startNanos()).min().orElseThrow();
    long end = all.stream().mapToLong(one -> one.span().endNanos()).max().orElseThrow();
    TimeSpan axis = rig.workspace().timeAxis().viewProperty().get();
    assertThat(axis.startNanos()).isEqualTo(start);
    assertThat(axis.endNanos()).as("room for words behind bars").isGreaterThanOrEqualTo(end);
    return new TimeScale(axis, columns.barLeft(), columns.barRight());
  }

  private static void theGraphIsDrawn(WindowRig rig, Path sample) {
    rig.run(() -> bringToFront(rig, "tab-tcp-window"));
    WritableImage graph =
        rig.ask(() -> rig.stage().getScene().lookup("#window-graph").snapshot(null, null));
    Palette palette = Palette.of(Theme.LIGHT);
    int ink =
        Screenshots.pixels(graph, palette.rgb(Tone.GRAPH_SENT))
            + Screenshots.pixels(graph, palette.rgb(Tone.GRAPH_LOST))
            + Screenshots.pixels(graph, palette.rgb(Tone.GRAPH_ACKNOWLEDGED));
    assertThat(ink).as("the graph of %s", sample).isPositive();
  }

  /** A click of the robot would take longer than all else that is done with a sample. */
  private static void bringToFront(WindowRig rig, String id) {
    TabPane proofs = (TabPane) rig.stage().getScene().lookup("#proofs");
    Tab tab =
        proofs.getTabs().stream().filter(one -> id.equals(one.getId())).findFirst().orElseThrow();
    proofs.getSelectionModel().select(tab);
  }

  private static ListView<?> list(WindowRig rig, String selector) {
    return (ListView<?>) rig.stage().getScene().lookup(selector);
  }
}
