package dev.stallscope.ui.resolution;

import dev.stallscope.measure.Layer;
import dev.stallscope.ui.control.Action;
import dev.stallscope.ui.control.Choice;
import dev.stallscope.ui.control.FactsView;
import dev.stallscope.ui.control.InSight;
import dev.stallscope.ui.control.Pane;
import dev.stallscope.ui.control.TableColumns;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Appearance;
import dev.stallscope.ui.workspace.Workspace;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** Lookups and handshakes: a list, the ladder of one and what is known of it. */
public final class ResolutionView implements Pane {
  private static final double STEPS_SHARE = 0.38;

  /** Of what is beside the list, and of what is below it. */
  private static final double LADDER_SHARE = 0.52;

  private static final double WIDE_LADDER_SHARE = 0.62;

  /** Narrower, at the designed size of text, list, ladder and facts would press each other. */
  private static final double LEAST_WIDTH = 760;

  /** So many steps are in sight above their ladder. */
  private static final int MOST_STEPS = 4;

  private final ResolutionViewModel model;
  private final StepsTable steps;
  private final ServersTable servers;
  private final LadderView ladder;
  private final FactsView facts = new FactsView("step-facts");
  private final Label summary = new Label();
  private final Hyperlink keys = new Hyperlink(Texts.of("resolution.record-keys"));
  private final SplitPane step = new SplitPane();
  private final SplitPane split = new SplitPane();
  private final Appearance appearance;
  private final BorderPane root;

  public ResolutionView(Workspace workspace) {
    model = new ResolutionViewModel(workspace);
    appearance = workspace.appearance();
    steps = new StepsTable(model, workspace.appearance());
    servers = new ServersTable(model, workspace.appearance());
    ladder = new LadderView(workspace.appearance());
    split.getItems().add(steps.node());
    step.getItems().addAll(ladder.node(), facts.node());
    split.widthProperty().addListener((_, _, _) -> turn());
    split.heightProperty().addListener((_, _, _) -> turn());
    appearance.scaleProperty().addListener((_, _, _) -> turn());
    split.visibleProperty().bind(model.timesProperty().not());
    servers.node().visibleProperty().bind(model.timesProperty());
    summary.getStyleClass().add("dim");
    summary.setId("resolution-summary");
    HBox header =
        new HBox(Choice.of("resolution", "steps", "times", model.timesProperty()), summary, keys);
    summary.setMinWidth(0);
    keys.setMinWidth(Region.USE_PREF_SIZE);
    keys.setId("record-keys");
    keys.setOnAction(_ -> model.explainKeys());
    keys.managedProperty().bind(keys.visibleProperty());
    header.getStyleClass().add("pane-header");
    root = new BorderPane(new StackPane(split, servers.node()));
    root.setTop(header);
    root.getStyleClass().add("proof-pane");
    model.shownProperty().addListener((_, _, _) -> summarise());
    model.stepProperty().addListener((_, _, step) -> show(step));
    model.inSightProperty().bind(InSight.of(root));
    summarise();
    show(model.stepProperty().get());
  }

  private void summarise() {
    arrange(model.shownProperty().get().rows().isEmpty());
    summary.setText(model.summary());
    keys.setVisible(model.isPartlyEncrypted());
  }

  /** No place for the ladder and the facts of nothing. */
  private void arrange(boolean isEmpty) {
    if (isEmpty) {
      split.getItems().setAll(steps.node());
    } else if (split.getItems().size() == 1) {
      split.getItems().add(step);
      split.setDividerPositions(STEPS_SHARE);
      step.setDividerPositions(LADDER_SHARE);
      turn();
    }
  }

  /** The list stands above what it lists where there is no room beside it. */
  private void turn() {
    double scale = appearance.scaleProperty().get();
    boolean isNarrow = split.getWidth() > 0 && split.getWidth() < LEAST_WIDTH * scale;
    Orientation wanted = isNarrow ? Orientation.VERTICAL : Orientation.HORIZONTAL;
    if (split.getItems().size() == 1 || split.getHeight() <= 0) {
      return;
    }
    if (split.getOrientation() != wanted) {
      split.setOrientation(wanted);
      split.setDividerPositions(STEPS_SHARE);
      step.setDividerPositions(isNarrow ? WIDE_LADDER_SHARE : LADDER_SHARE);
    }
    if (isNarrow) {
      int rows = Math.min(MOST_STEPS, model.shownProperty().get().rows().size());
      split.setDividerPositions((rows + 1.5) * TableColumns.rowHeight(scale) / split.getHeight());
    }
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void focus() {
    if (model.timesProperty().get()) {
      servers.node().requestFocus();
    } else {
      steps.focus();
    }
  }

  @Override
  public boolean proves(Layer layer) {
    return layer == Layer.DNS || layer == Layer.TLS;
  }

  @Override
  public List<Action> actions() {
    return List.of(
        Action.of(
            "resolution.times",
            "Shortcut+Shift+D",
            () -> model.timesProperty().set(!model.timesProperty().get())));
  }

  private void show(@Nullable Step step) {
    ladder.show(model.ladder());
    facts.show(step == null ? List.of() : step.facts());
    facts.node().setAccessibleText(step == null ? "" : Texts.of("resolution.facts", step.title()));
  }
}
