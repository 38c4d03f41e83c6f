package dev.stallscope.ui.livecapture;

import dev.stallscope.ui.control.Ticks;
import dev.stallscope.ui.livecapture.LiveCaptureViewModel.State;
import dev.stallscope.ui.text.Texts;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/** How the capture goes, and what can be done with it. Takes no room where there is none. */
public final class LiveBar {
  private static final Duration TICK = Duration.millis(250);

  private final LiveCaptureViewModel model;
  private final HBox root;

  /**
   * A bar for this capture.
   *
   * @param save asks where to, and copies what was recorded
   */
  public LiveBar(LiveCaptureViewModel model, Runnable save) {
    this.model = model;
    Label words = new Label();
    words.setId("live-words");
    words.textProperty().bind(model.wordsProperty());
    Label losing = new Label(Texts.of("live.losing"));
    losing.setId("live-losing");
    losing.getStyleClass().add("warning");
    losing.visibleProperty().bind(model.losingProperty());
    losing.managedProperty().bind(losing.visibleProperty());
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    BooleanBinding isRunning = model.stateProperty().isEqualTo(State.RUNNING);
    BooleanBinding hasFile = isRunning.or(model.stateProperty().isEqualTo(State.ENDED));
    root =
        new HBox(
            words,
            losing,
            space,
            follow(hasFile),
            named("mark", model::mark, isRunning),
            named("since-mark", model::showSinceMark, model.markedProperty().and(hasFile)),
            named("save", save, hasFile),
            named("stop", model::stop, isRunning));
    root.getStyleClass().add("message-bar");
    root.setId("live-bar");
    root.visibleProperty().bind(model.stateProperty().isNotEqualTo(State.NONE));
    root.managedProperty().bind(root.visibleProperty());
    Ticks.whileVisible(root, TICK, model::tick);
  }

  public Node node() {
    return root;
  }

  private Button follow(BooleanBinding isPossible) {
    Button button =
        button(
            "follow",
            () -> model.followingProperty().set(!model.followingProperty().get()),
            isPossible);
    button
        .textProperty()
        .bind(
            Bindings.when(model.followingProperty())
                .then(Texts.of("live.pause"))
                .otherwise(Texts.of("live.follow")));
    return button;
  }

  private static Button named(String id, Runnable action, BooleanBinding isPossible) {
    Button button = button(id, action, isPossible);
    button.setText(Texts.of("live." + id));
    return button;
  }

  private static Button button(String id, Runnable action, BooleanBinding isPossible) {
    Button button = new Button();
    button.setId("live-" + id);
    button.getStyleClass().add("small-button");
    button.setOnAction(_ -> action.run());
    button.disableProperty().bind(isPossible.not());
    return button;
  }
}
