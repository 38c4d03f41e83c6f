package dev.stallscope.ui.probe;

import dev.stallscope.probe.GrpcAnswer;
import dev.stallscope.probe.GrpcMethod;
import dev.stallscope.probe.ProbeFailure;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.probe.ProbeRun;
import dev.stallscope.probe.ProbeTarget;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.report.Labels;
import dev.stallscope.report.Printable;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.probe.ProbeEntry.Progress;
import dev.stallscope.ui.text.Texts;
import java.util.List;
import javafx.beans.value.ChangeListener;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A probe in the list of the session: its URL, its median time, and what it is at. */
final class EntryCell extends ListCell<ProbeEntry> {
  private final Label url = new Label();
  private final Label time = new Label();
  private final Label line = new Label();
  private final VBox box;
  private final ChangeListener<Progress> follow = (_, _, _) -> show();
  private @Nullable ProbeEntry followed;

  EntryCell() {
    url.setMaxWidth(Double.MAX_VALUE);
    url.getStyleClass().add("strong");
    HBox.setHgrow(url, Priority.ALWAYS);
    time.setMinWidth(Region.USE_PREF_SIZE);
    time.getStyleClass().add("strong");
    line.getStyleClass().add("secondary");
    HBox first = new HBox(8, url, time);
    box = new VBox(2, first, line);
    getStyleClass().add("finding-cell");
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(ProbeEntry entry, boolean isEmpty) {
    super.updateItem(entry, isEmpty);
    if (followed != null) {
      followed.progressProperty().removeListener(follow);
    }
    followed = isEmpty ? null : entry;
    if (followed != null) {
      followed.progressProperty().addListener(follow);
    }
    setGraphic(followed == null ? null : box);
    show();
  }

  private void show() {
    ProbeEntry entry = followed;
    if (entry != null) {
      url.setText(Printable.of(Labels.REDACTED.text(name(entry.plan()))));
      time.setText(time(entry.progress()));
      line.setText(line(entry));
      line.getStyleClass().removeAll("dim", "severity-major");
      line.getStyleClass().add(entry.failure().isPresent() ? "severity-major" : "dim");
      setAccessibleText(url.getText() + ", " + time.getText() + ", " + line.getText());
    }
  }

  /**
   * Everybody knows https; http is what is worth a word. Calls at one server differ in their end,
   * for which there is no room.
   */
  private static String name(ProbePlan plan) {
    return GrpcMethod.of(plan)
        .map(GrpcMethod::text)
        .filter(method -> !method.isEmpty())
        .orElseGet(() -> ProbeTarget.text(plan).replaceFirst("^https://", ""));
  }

  private static String time(Progress progress) {
    long[] whole =
        progress.runs().stream()
            .filter(run -> run.failure().isEmpty())
            .mapToLong(ProbeRun::durationNanos)
            .sorted()
            .toArray();
    return whole.length == 0 ? "" : DurationText.of(whole[(whole.length - 1) / 2]);
  }

  private static String line(ProbeEntry entry) {
    Progress progress = entry.progress();
    List<ProbeRun> runs = progress.runs();
    int planned = entry.plannedRuns();
    return switch (progress.state()) {
      case WAITING -> Texts.of("probe.state.waiting");
      case RUNNING ->
          progress.live().isEmpty() && runs.isEmpty()
              ? Texts.of("probe.state.warming-up")
              : Texts.of("probe.state.running", Math.min(planned, runs.size() + 1), planned);
      case STOPPED -> Texts.of("probe.state.stopped", runs.size(), planned);
      case DONE ->
          entry
              .failure()
              .map(ProbeFailure::sentence)
              .map(sentence -> Printable.of(Labels.REDACTED.text(sentence)))
              .orElseGet(() -> done(runs));
    };
  }

  private static String done(List<ProbeRun> runs) {
    String status = runs.getLast().last().response().map(EntryCell::status).orElse("");
    return runs.size() == 1 ? status : Texts.of("probe.state.median", status, runs.size());
  }

  private static String status(HttpResponse response) {
    return GrpcAnswer.of(response)
        .map(answer -> "gRPC " + answer.status())
        .orElseGet(() -> response.version().text() + " " + response.code());
  }
}
