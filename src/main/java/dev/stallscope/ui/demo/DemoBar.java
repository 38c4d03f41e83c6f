package dev.stallscope.ui.demo;

import dev.stallscope.demo.DemoRequest;
import dev.stallscope.ui.control.CopiedText;
import dev.stallscope.ui.demo.DemoViewModel.State;
import dev.stallscope.ui.text.Texts;
import java.util.function.Consumer;
import javafx.beans.value.ObservableStringValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** That the demo server runs, and what can be done with it. Takes no room while it does not. */
public final class DemoBar {
  private final DemoViewModel model;
  private final Consumer<DemoRequest> probe;
  private final Label words = new Label();
  private final MenuButton requests = new MenuButton(Texts.of("demo.probe"));
  private final Button copy = button("copy");
  private final Button meet = button("meet");
  private final Button stop = button("stop");
  private final HBox root;

  /**
   * A bar for this server.
   *
   * @param probe asks something of it
   * @param meeting meets its troubles
   * @param meetingText what that is called at the moment
   */
  public DemoBar(
      DemoViewModel model,
      Consumer<DemoRequest> probe,
      Runnable meeting,
      ObservableStringValue meetingText) {
    this.model = model;
    this.probe = probe;
    words.setId("demo-words");
    requests.setId("demo-requests");
    requests.setMinWidth(Region.USE_PREF_SIZE);
    requests.getStyleClass().addAll("small-button", "share-button");
    meet.textProperty().bind(meetingText);
    meet.setOnAction(_ -> meeting.run());
    copy.setOnAction(_ -> CopiedText.put(model.address()));
    copy.setTooltip(new Tooltip(Texts.of("demo.copy.tip")));
    stop.setOnAction(_ -> model.stop());
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    root = new HBox(new FontIcon(Feather.SERVER), words, space, copy, requests, meet, stop);
    root.getStyleClass().addAll("message-bar", "demo-bar");
    root.setId("demo-bar");
    root.visibleProperty().bind(model.stateProperty().isNotEqualTo(State.NONE));
    root.managedProperty().bind(root.visibleProperty());
    model.stateProperty().addListener((_, _, _) -> show());
    show();
  }

  public Node node() {
    return root;
  }

  private static Button button(String id) {
    Button button = new Button(Texts.of("demo." + id));
    button.setId("demo-" + id);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.getStyleClass().add("small-button");
    return button;
  }

  private void show() {
    boolean isRunning = model.stateProperty().get() == State.RUNNING;
    words.setText(
        isRunning ? Texts.of("demo.running", model.address()) : Texts.of("demo.starting"));
    for (Node node : new Node[] {copy, requests, meet, stop}) {
      node.setDisable(!isRunning);
    }
    requests.getItems().clear();
    boolean wasCompared = false;
    for (DemoRequest request : model.requests()) {
      if (request.isCompared() && !wasCompared) {
        requests.getItems().add(new SeparatorMenuItem());
      }
      wasCompared = request.isCompared();
      MenuItem item = new MenuItem(request.title());
      item.setMnemonicParsing(false);
      item.setOnAction(_ -> probe.accept(request));
      requests.getItems().add(item);
    }
  }
}
