package dev.stallscope.ui.probe;

import dev.stallscope.report.Labels;
import dev.stallscope.ui.text.Texts;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The URL, what starts and stops, and the options folded away below. */
final class ProbeBar {
  private final ProbeViewModel model;
  private final TextField field = new TextField();
  private final MenuButton recent = new MenuButton(Texts.of("probe.recent"));
  private final ToggleButton unfold = new ToggleButton(Texts.of("probe.options"));
  private final Label summary = new Label();
  private final VBox root;

  ProbeBar(ProbeViewModel model, OptionsView options) {
    this.model = model;
    field.setId("probe-url");
    field.setPromptText(Texts.of("probe.url.prompt"));
    field.setAccessibleText(Texts.of("probe.url.name"));
    field.textProperty().bindBidirectional(model.form().urlsProperty());
    field.setOnAction(_ -> model.start());
    HBox.setHgrow(field, Priority.ALWAYS);
    recent.setId("probe-recent");
    model.recent().texts().addListener((ListChangeListener<String>) _ -> fill());
    fill();
    HBox first = new HBox(field, recent, start(), compare(), cancel());
    first.getStyleClass().add("probe-bar");
    root = new VBox(first, second(), options.node(), problem());
    root.getStyleClass().add("probe-form");
    options.node().visibleProperty().bind(unfold.selectedProperty());
    options.node().managedProperty().bind(unfold.selectedProperty());
    model.form().onChange(this::summarise);
    summarise();
  }

  Node node() {
    return root;
  }

  void focus() {
    field.requestFocus();
    field.selectAll();
  }

  private Button start() {
    Button start = new Button(Texts.of("probe.start"));
    start.setId("probe-start");
    start.setDefaultButton(true);
    start.setMinWidth(Region.USE_PREF_SIZE);
    start.setOnAction(_ -> model.start());
    return start;
  }

  private Button compare() {
    Button compare = new Button(Texts.of("probe.compare"));
    compare.setId("probe-compare");
    compare.setMinWidth(Region.USE_PREF_SIZE);
    compare.setOnAction(_ -> model.startComparison());
    return compare;
  }

  private Button cancel() {
    Button cancel = new Button(Texts.of("probe.cancel"));
    cancel.setId("probe-cancel");
    cancel.setMinWidth(Region.USE_PREF_SIZE);
    cancel.disableProperty().bind(model.runningProperty().not());
    cancel.setOnAction(_ -> model.cancel());
    return cancel;
  }

  private HBox second() {
    unfold.setId("probe-options");
    unfold.setMinWidth(Region.USE_PREF_SIZE);
    unfold.getStyleClass().add("small-button");
    summary.setId("probe-summary");
    summary.getStyleClass().addAll("dim", "secondary");
    HBox second = new HBox(unfold, summary);
    second.getStyleClass().add("probe-bar");
    return second;
  }

  private Node problem() {
    Label sentence = new Label();
    sentence.setId("probe-problem");
    sentence.setWrapText(true);
    sentence.textProperty().bind(model.problemProperty());
    HBox box = new HBox(new FontIcon(Feather.ALERT_TRIANGLE), sentence);
    box.getStyleClass().addAll("banner", "probe-problem");
    box.visibleProperty().bind(model.problemProperty().isNotEmpty());
    box.managedProperty().bind(box.visibleProperty());
    return box;
  }

  private void summarise() {
    summary.setText(model.form().summary());
  }

  private void fill() {
    recent.getItems().clear();
    for (String url : model.recent().texts()) {
      MenuItem item = new MenuItem(Labels.REDACTED.text(url));
      item.setMnemonicParsing(false);
      item.setOnAction(
          _ -> {
            model.form().urlsProperty().set(url);
            focus();
          });
      recent.getItems().add(item);
    }
    recent.setDisable(recent.getItems().isEmpty());
  }
}
