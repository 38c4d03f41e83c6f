package dev.stallscope.ui.window;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.measure.Measurements;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Workspace;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The line at the bottom: how much there is and how much time was lost. */
final class StatusBar {
  private final Label counts = new Label();
  private final Label lost = new Label();
  private final HBox root;

  StatusBar(Workspace workspace) {
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    root = new HBox(counts, lost, space, new Label(Texts.of("status.keys")));
    root.getStyleClass().add("status-bar");
    workspace.captureProperty().addListener((_, _, _) -> show(workspace.analysis()));
    show(workspace.analysis());
  }

  Node node() {
    return root;
  }

  private void show(@Nullable Analysis analysis) {
    counts.setText(analysis == null ? Texts.of("status.empty") : counts(analysis.measurements()));
    lost.setText(analysis == null ? "" : lost(analysis));
  }

  /** Set-up that an exchange waited for is a part of it, as in the waterfall. */
  private static String counts(Measurements measured) {
    return Texts.of(
        "status.counts",
        measured.exchanges().stream().filter(one -> !one.isPartOfParent()).count(),
        measured.connectionCount(),
        measured.lookups().size());
  }

  private static String lost(Analysis analysis) {
    long nanos = analysis.findings().stream().mapToLong(Finding::timeLostNanos).sum();
    if (nanos == 0) {
      return Texts.of("status.nothing-lost");
    }
    long losers =
        analysis.findings().stream().flatMap(one -> one.exchanges().stream()).distinct().count();
    return Texts.of(losers > 1 ? "status.lost-together" : "status.lost", DurationText.of(nanos));
  }
}
