package dev.stallscope.ui.resolution;

import dev.stallscope.measure.Layer;
import dev.stallscope.ui.control.Action;
import dev.stallscope.ui.control.Choice;
import dev.stallscope.ui.control.FactsView;
import dev.stallscope.ui.control.InSight;
import dev.stallscope.ui.control.Pane;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Workspace;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** Lookups and handshakes: a list, the ladder of one and what is known of it. */
public final class ResolutionView implements Pane {
  private static final double STEPS_SHARE = 0.36;
  private static final double LADDER_SHARE = 0.72;

  private final ResolutionViewModel model;
  private final StepsTable steps;
  private final ServersTable servers;
  private final LadderView ladder;
  private final FactsView facts = new FactsView("step-facts");
  private final Label summary = new Label();
  private final Hyperlink keys = new Hyperlink(Texts.of("resolution.record-keys"));
  private final SplitPane split = new SplitPane();
  private final BorderPane root;

  public ResolutionView(Workspace workspace) {
    model = new ResolutionViewModel(workspace);
    steps = new StepsTable(model, workspace.appearance());
    servers = new ServersTable(model, workspace.appearance());
    ladder = new LadderView(workspace.appearance());
    split.getItems().add(steps.node());
    split.visibleProperty().bind(model.timesProperty().not());
    servers.node().visibleProperty().bind(model.timesProperty());
    summary.getStyleClass().add("dim");
    summary.setId("resolution-summary");
    HBox header =
        new HBox(Choice.of("resolution", "steps", "times", model.timesProperty()), summary, keys);
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
      split.getItems().addAll(ladder.node(), facts.node());
      split.setDividerPositions(STEPS_SHARE, LADDER_SHARE);
    }
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void focus() {
    (model.timesProperty().get() ? servers.node() : steps.node()).requestFocus();
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
