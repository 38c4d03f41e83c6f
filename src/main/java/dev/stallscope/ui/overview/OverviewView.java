package dev.stallscope.ui.overview;

import dev.stallscope.ui.control.Pane;
import dev.stallscope.ui.workspace.Appearance;
import dev.stallscope.ui.workspace.Workspace;
import java.util.List;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The strip over everything: what was captured and whether it can be trusted. */
public final class OverviewView implements Pane {
  /** As wide as the left column is at first. */
  private static final double FACTS_SHARE = 0.26;

  /**
   * A window that is lower, in pixels at the designed size of text, has more need of its proofs
   * than of facts that a tooltip can tell.
   */
  private static final double LOW = 500;

  private final OverviewViewModel model;
  private final Label title = new Label();
  private final Label facts = new Label();
  private final Label trust = new Label();
  private final Tooltip more = new Tooltip();
  private final ObservableValue<Boolean> isLow;
  private final OverviewStrip strip;
  private final HBox root;

  public OverviewView(Workspace workspace) {
    model = new OverviewViewModel(workspace);
    facts.setWrapText(true);
    trust.setWrapText(true);
    title.getStyleClass().add("strong");
    title.setId("capture-name");
    facts.getStyleClass().addAll("dim", "secondary");
    trust.getStyleClass().add("secondary");
    trust.setId("capture-trust");
    VBox words = new VBox(2, title, facts, trust);
    words.getStyleClass().add("overview-facts");
    strip = new OverviewStrip(model, workspace.appearance());
    HBox.setHgrow(strip.node(), Priority.ALWAYS);
    root = new HBox(words, strip.node());
    root.getStyleClass().add("overview");
    words.prefWidthProperty().bind(root.widthProperty().multiply(FACTS_SHARE));
    isLow = isLow(root, workspace.appearance());
    facts.visibleProperty().bind(isLow.map(low -> !low));
    facts.managedProperty().bind(facts.visibleProperty());
    title.tooltipProperty().bind(isLow.map(low -> low ? more : null));
    more.textProperty().bind(facts.textProperty());
    isLow.addListener((_, _, _) -> show());
    model.captureProperty().addListener((_, _, _) -> show());
    show();
  }

  private static ObservableValue<Boolean> isLow(Node node, Appearance appearance) {
    return node.sceneProperty()
        .flatMap(Scene::heightProperty)
        .flatMap(
            height ->
                appearance
                    .scaleProperty()
                    .map(scale -> height.doubleValue() < LOW * scale.doubleValue()))
        .orElse(false);
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void focus() {
    strip.node().requestFocus();
  }

  private void show() {
    title.setText(model.title());
    facts.setText(model.summary());
    trust.setText("");
    trust.setGraphic(null);
    model.trust().ifPresent(this::show);
  }

  private void show(Trust judged) {
    String whole = judged.sentence() + model.vantage();
    boolean isShort = isLow.getValue();
    trust.setText(isShort ? judged.sentence() : whole);
    trust.setGraphic(icon(judged.level()));
    List<String> untold =
        Stream.concat(isShort ? Stream.of(whole) : Stream.empty(), judged.limits().stream())
            .toList();
    trust.setTooltip(untold.isEmpty() ? null : new Tooltip(String.join("\n", untold)));
    trust.setAccessibleHelp(String.join(" ", untold));
  }

  private static FontIcon icon(Trust.Level level) {
    FontIcon icon =
        new FontIcon(
            switch (level) {
              case COMPLETE -> Feather.CHECK_CIRCLE;
              case LIMITED -> Feather.INFO;
              case DOUBTFUL -> Feather.ALERT_TRIANGLE;
            });
    icon.getStyleClass()
        .addAll(
            "trust-icon",
            switch (level) {
              case COMPLETE -> "good";
              case LIMITED -> "severity-info";
              case DOUBTFUL -> "severity-major";
            });
    return icon;
  }
}
