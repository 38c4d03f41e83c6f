package dev.stallscope.ui.control;

import dev.stallscope.chart.PhaseStepsLayout;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Appearance;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The phases of one request, large, below what it is called. */
public final class StepsChart {
  private final Appearance appearance;
  private final ChartCanvas canvas;
  private final Label title = new Label();
  private final VBox root;
  private PhaseTimings phases = new PhaseTimings(List.of());
  private List<LostTime> lost = List.of();

  /** Nothing is shown yet; the canvas has an id of its own. */
  public StepsChart(String id, Appearance appearance) {
    this.appearance = appearance;
    canvas =
        new ChartCanvas(
            appearance,
            (width, height, meter) ->
                new PhaseStepsLayout(meter, scale(), StepsChart::name)
                    .marks(phases, lost, width, height));
    canvas.setId(id);
    canvas.setMinHeight(0);
    title.getStyleClass().addAll("section-heading", "steps-title");
    title.setMinWidth(0);
    title.managedProperty().bind(title.textProperty().isNotEmpty());
    VBox.setVgrow(canvas, Priority.ALWAYS);
    root = new VBox(title, canvas);
    root.setMinHeight(0);
  }

  VBox node() {
    return root;
  }

  /**
   * Shows how a request went.
   *
   * @param called what stands above it; may be empty
   * @param nextLost what it lost, by start; nothing where there is no account of that
   */
  public void show(String called, PhaseTimings next, List<LostTime> nextLost) {
    phases = next;
    lost = List.copyOf(nextLost);
    title.setText(called);
    canvas.setAccessibleText(
        Stream.of(Phase.values())
            .filter(phase -> phases.durationNanos(phase) > 0)
            .map(phase -> name(phase) + " " + DurationText.of(phases.durationNanos(phase)))
            .collect(Collectors.joining(", ")));
    canvas.redraw();
  }

  /** Shows the same request further on. What is spoken waits until it is shown as a whole. */
  public void grow(PhaseTimings next) {
    phases = next;
    canvas.redraw();
  }

  /** Whether there is nothing to draw. */
  public boolean isEmpty() {
    return PhaseStepsLayout.leastHeight(phases) == 0;
  }

  /** Below which it is better left out, in pixels. */
  double leastHeight() {
    double above = title.isManaged() ? title.prefHeight(-1) : 0;
    return above + PhaseStepsLayout.leastHeight(phases) * scale();
  }

  private double scale() {
    return appearance.scaleProperty().get();
  }

  private static String name(Phase phase) {
    return Texts.of("phase." + phase.id());
  }
}
