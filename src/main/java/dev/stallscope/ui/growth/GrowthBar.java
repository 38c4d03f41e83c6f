package dev.stallscope.ui.growth;

import dev.stallscope.ui.control.Ticks;
import dev.stallscope.ui.text.Texts;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Duration;

/** Says that what is open has grown, and what can be done. Takes no room where it has not. */
public final class GrowthBar {
  private static final Duration TICK = Duration.seconds(1);

  private final HBox root;

  public GrowthBar(GrowthViewModel model) {
    Label words = new Label();
    words.setId("growth-words");
    words.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(words, Priority.ALWAYS);
    Button again = new Button(Texts.of("growth.again"));
    again.setId("growth-again");
    again.setOnAction(_ -> model.readAgain());
    again.visibleProperty().bind(model.followingProperty().not());
    again.managedProperty().bind(again.visibleProperty());
    again.disableProperty().bind(model.readingProperty());
    Button follow = new Button();
    follow.setId("growth-follow");
    follow
        .textProperty()
        .bind(
            Bindings.when(model.followingProperty())
                .then(Texts.of("growth.stop"))
                .otherwise(Texts.of("growth.follow")));
    follow.setOnAction(_ -> model.followingProperty().set(!model.followingProperty().get()));
    root = new HBox(words, again, follow);
    root.getStyleClass().add("message-bar");
    root.setId("growth");
    List<ObservableBooleanValue> shown =
        List.of(model.grownProperty(), model.readingProperty(), model.followingProperty());
    for (ObservableBooleanValue one : shown) {
      one.addListener((_, _, _) -> words.setText(model.words()));
    }
    root.visibleProperty()
        .bind(model.grownProperty().or(model.readingProperty()).or(model.followingProperty()));
    root.managedProperty().bind(root.visibleProperty());
    Ticks.whileOpen(root, TICK, model::tick);
  }

  public Node node() {
    return root;
  }
}
