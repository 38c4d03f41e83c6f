package dev.stallscope.ui.probe;

import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.ui.control.ChartBelow;
import dev.stallscope.ui.control.Choice;
import dev.stallscope.ui.control.StepsChart;
import dev.stallscope.ui.workspace.Appearance;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/**
 * What numbers there are beside the facts: the medians of several runs; where packets are recorded
 * what they prove, and the medians on demand; and below, as far as there is room, the phases of the
 * selected request.
 */
final class SumsView {
  private final RunsViewModel runs;
  private final MediansTable medians;
  private final ProofView proof;
  private final StepsChart steps;
  private final BooleanProperty recorded = new SimpleBooleanProperty();
  private final BooleanProperty compared = new SimpleBooleanProperty();
  private final ChartBelow numbers;
  private final BorderPane root;

  SumsView(RunsViewModel runs, Appearance appearance) {
    this.runs = runs;
    medians = new MediansTable(appearance);
    proof = new ProofView(runs);
    steps = new StepsChart("probe-steps-chart", appearance);
    BooleanProperty isMedians = new SimpleBooleanProperty();
    HBox choice = new HBox(Choice.of("probe", "packets", "medians", isMedians));
    choice.getStyleClass().add("pane-header");
    choice.visibleProperty().bind(recorded);
    choice.managedProperty().bind(recorded);
    proof.node().visibleProperty().bind(recorded.and(isMedians.not()));
    medians.node().visibleProperty().bind(recorded.and(isMedians).or(recorded.not().and(compared)));
    numbers =
        new ChartBelow(new StackPane(medians.node(), proof.node()), this::neededHeight, steps);
    numbers.setMinHeight(0);
    isMedians.addListener((_, _, _) -> numbers.requestLayout());
    root = new BorderPane(numbers);
    root.setTop(choice);
    root.setMinHeight(0);
  }

  Node node() {
    return root;
  }

  /**
   * Shows what is known now.
   *
   * @param isRecorded whether packets are recorded
   */
  void show(boolean isRecorded) {
    recorded.set(isRecorded);
    compared.set(!runs.groups().isEmpty());
    medians.show(runs.groups());
    proof.show();
    steps.show("", phases(), List.of());
    numbers.requestLayout();
  }

  /** Shows the phases until now. */
  void grow() {
    steps.grow(phases());
    numbers.requestLayout();
  }

  private PhaseTimings phases() {
    ProbeRow row = runs.selectedProperty().get();
    return row == null ? new PhaseTimings(List.of()) : runs.phases(row);
  }

  /** Whether there is nothing to be shown. */
  boolean isEmpty() {
    return !recorded.get() && !compared.get() && steps.isEmpty();
  }

  private double neededHeight(double width) {
    if (medians.node().isVisible()) {
      return medians.neededHeight();
    }
    return proof.node().isVisible() ? proof.neededHeight(width) : 0;
  }
}
