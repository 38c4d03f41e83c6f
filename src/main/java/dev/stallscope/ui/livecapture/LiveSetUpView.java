package dev.stallscope.ui.livecapture;

import dev.stallscope.capture.live.FilterPreset;
import dev.stallscope.ui.livecapture.LiveSetUpViewModel.Limit;
import dev.stallscope.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** Where to capture, what, and until when. */
public final class LiveSetUpView {
  private static final Duration SAMPLE_EVERY = Duration.millis(500);
  private static final double LIST_HEIGHT = 190;
  private static final double LIMIT_WIDTH = 90;

  private final LiveSetUpViewModel model;
  private final ListView<InterfaceRow> list;
  private final TextField filter = new TextField();
  private final Timeline sampling;
  private final Button start = new Button(Texts.of("live.start"));

  /** The parts of the dialog, which begins what is set up. */
  public LiveSetUpView(LiveCaptureViewModel capture) {
    model = capture.setUp();
    list = new ListView<>(model.rows());
    list.setId("live-interfaces");
    list.setCellFactory(_ -> new InterfaceCell());
    list.setPrefHeight(LIST_HEIGHT);
    model.chosenProperty().addListener((_, _, row) -> list.getSelectionModel().select(row));
    list.getSelectionModel()
        .selectedItemProperty()
        .addListener(
            (_, _, row) -> {
              if (row != null) {
                model.chosenProperty().set(row);
              }
            });
    filter.setId("live-filter");
    filter.setPromptText(Texts.of("live.filter-prompt"));
    filter.textProperty().bindBidirectional(model.filterProperty());
    sampling = new Timeline(new KeyFrame(SAMPLE_EVERY, _ -> model.sample()));
    sampling.setCycleCount(Animation.INDEFINITE);
    start.setId("live-start");
    start.setDefaultButton(true);
    start.setOnAction(_ -> capture.start());
    start
        .disableProperty()
        .bind(
            model
                .chosenProperty()
                .isNull()
                .or(model.filterProblemProperty().isNotEmpty())
                .or(capture.stateProperty().isEqualTo(LiveCaptureViewModel.State.STARTING)));
  }

  /** From top to bottom. */
  public List<Node> nodes() {
    return List.of(list, filterBox(), limits(), problem());
  }

  /** The button that starts. */
  public Node start() {
    return start;
  }

  /** Lists and measures while it is on screen. */
  public void show(boolean isShown) {
    if (isShown) {
      model.list();
      sampling.play();
      filter.requestFocus();
    } else {
      sampling.stop();
    }
  }

  private Node filterBox() {
    Label wrong = new Label();
    wrong.setId("live-filter-problem");
    wrong.getStyleClass().add("warning");
    wrong.textProperty().bind(model.filterProblemProperty());
    HBox presets = new HBox(6, preset("all", ""));
    presets.setAlignment(Pos.CENTER_LEFT);
    for (FilterPreset preset : FilterPreset.values()) {
      presets.getChildren().add(preset(preset.name().toLowerCase(Locale.ROOT), preset.filter()));
    }
    presets.getChildren().add(preset("host-port", Texts.of("live.host-port-example")));
    return new VBox(6, filter, wrong, presets);
  }

  private Button preset(String id, String text) {
    Button button = new Button(Texts.of("live.preset." + id));
    button.setId("live-preset-" + id);
    button.getStyleClass().add("small-button");
    button.setOnAction(_ -> model.filterProperty().set(text));
    return button;
  }

  private Node limits() {
    GridPane grid = new GridPane(10, 6);
    for (Limit limit : Limit.values()) {
      String id = limit.name().toLowerCase(Locale.ROOT);
      TextField field = new TextField();
      field.setId("live-limit-" + id);
      field.setMaxWidth(LIMIT_WIDTH);
      field.textProperty().bindBidirectional(model.limitProperty(limit));
      int column = limit.ordinal() % 2 * 2;
      grid.add(new Label(Texts.of("live.limit." + id)), column, limit.ordinal() / 2);
      grid.add(field, column + 1, limit.ordinal() / 2);
    }
    CheckBox promiscuous = new CheckBox(Texts.of("live.promiscuous"));
    promiscuous.selectedProperty().bindBidirectional(model.promiscuousProperty());
    TitledPane more = new TitledPane(Texts.of("live.more"), new VBox(10, grid, promiscuous));
    more.setId("live-more");
    more.setExpanded(false);
    more.setAnimated(false);
    return more;
  }

  private Node problem() {
    Label label = new Label();
    label.setId("live-problem");
    label.setWrapText(true);
    label.getStyleClass().add("live-problem");
    label.textProperty().bind(model.problemProperty());
    label.visibleProperty().bind(model.problemProperty().isNotEmpty());
    label.managedProperty().bind(label.visibleProperty());
    return label;
  }
}
