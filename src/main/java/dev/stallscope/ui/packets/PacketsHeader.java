package dev.stallscope.ui.packets;

import dev.stallscope.ui.control.Choice;
import dev.stallscope.ui.text.Texts;
import java.util.List;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Over the packets: whose they are, and what can be done with them. */
final class PacketsHeader {
  private final PacketsViewModel model;
  private final Label summary = new Label();
  private final HBox root;

  PacketsHeader(
      PacketsViewModel model, Runnable follow, Runnable copyFilter, WiresharkLaunch wireshark) {
    this.model = model;
    summary.setId("packets-summary");
    summary.getStyleClass().add("dim");
    summary.setMinWidth(0);
    summary.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(summary, Priority.ALWAYS);
    CheckBox secrets = new CheckBox(Texts.of("packets.reveal"));
    secrets.setId("packets-reveal");
    secrets.selectedProperty().bindBidirectional(model.revealedProperty());
    Button stream = button("packets.follow", follow);
    stream.disableProperty().bind(Bindings.not(model.canFollowProperty()));
    Button filter = button("packets.copy-filter", copyFilter);
    filter.disableProperty().bind(Bindings.not(model.hasFilterProperty()));
    Button open = button("packets.wireshark", wireshark::open);
    open.visibleProperty().bind(wireshark.possibleProperty());
    open.managedProperty().bind(open.visibleProperty());
    root =
        new HBox(
            Choice.of("packets", "selection", "all", model.allProperty()),
            summary,
            secrets,
            stream,
            filter,
            open);
    for (Region control : List.of(secrets, stream, filter, open)) {
      control.setMinWidth(Region.USE_PREF_SIZE);
    }
    filter.managedProperty().bind(filter.visibleProperty());
    root.setMinWidth(0);
    root.getStyleClass().add("pane-header");
    // widths change while parents are laid out, which their children must not be exchanged in
    root.widthProperty().addListener((_, _, _) -> Platform.runLater(() -> arrange(filter)));
    filter.widthProperty().addListener((_, _, _) -> Platform.runLater(() -> arrange(filter)));
  }

  /** Large text in a narrow window leaves no room for all: the menu of the rows copies it, too. */
  private void arrange(Button filter) {
    double needed = root.getInsets().getLeft() + root.getInsets().getRight();
    for (Node part : root.getChildren()) {
      boolean isThere = part.isManaged() || part.equals(filter);
      needed += isThere && !part.equals(summary) ? part.prefWidth(-1) + root.getSpacing() : 0;
    }
    filter.setVisible(needed <= root.getWidth());
  }

  Node node() {
    return root;
  }

  void show() {
    summary.setText(model.summary());
  }

  private static Button button(String action, Runnable run) {
    Button button = new Button(Texts.of("action." + action));
    button.setId(action.replace('.', '-'));
    button.getStyleClass().add("small-button");
    button.setOnAction(_ -> run.run());
    return button;
  }
}
