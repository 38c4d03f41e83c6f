package dev.stallscope.ui.packets;

import dev.stallscope.net.Direction;
import dev.stallscope.ui.control.EmptyState;
import dev.stallscope.ui.text.Texts;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** What was said on a connection, each side in its colour and named. */
final class StreamView {
  private final StreamViewModel model;
  private final ListView<StreamLine> list;
  private final Label title = new Label();
  private final BorderPane root;

  StreamView(StreamViewModel model) {
    this.model = model;
    list = new ListView<>(model.lines());
    list.setId("stream");
    list.getStyleClass().add("stream");
    list.setAccessibleText(Texts.of("stream.lines"));
    list.setCellFactory(_ -> new LineCell());
    list.setPlaceholder(EmptyState.of(Texts.of("stream.none")));
    root = new BorderPane(list);
    root.setTop(header());
    root.visibleProperty().bind(model.openProperty());
    root.getStyleClass().add("proof-pane");
    // before the list, which takes the key for itself
    root.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            model.close();
            event.consume();
          }
        });
    model.openProperty().addListener((_, _, isOpen) -> opened(isOpen));
  }

  Node node() {
    return root;
  }

  void focus() {
    list.requestFocus();
  }

  private HBox header() {
    Button back = new Button(Texts.of("stream.back"));
    back.setId("stream-back");
    back.getStyleClass().add("small-button");
    back.setOnAction(_ -> model.close());
    title.setId("stream-title");
    title.setMinWidth(0);
    title.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(title, Priority.ALWAYS);
    CheckBox hex = new CheckBox(Texts.of("stream.hex"));
    hex.setId("stream-hex");
    hex.selectedProperty().bindBidirectional(model.hexProperty());
    CheckBox secrets = new CheckBox(Texts.of("packets.reveal"));
    secrets.setId("stream-reveal");
    secrets.selectedProperty().bindBidirectional(model.revealedProperty());
    Button more = new Button(Texts.of("stream.more"));
    more.setId("stream-more");
    more.getStyleClass().add("small-button");
    more.setOnAction(_ -> model.loadMore());
    more.visibleProperty().bind(model.hasMoreProperty());
    more.managedProperty().bind(more.visibleProperty());
    for (Region control : List.of(back, hex, secrets, more)) {
      control.setMinWidth(Region.USE_PREF_SIZE);
    }
    HBox header = new HBox(back, title, more, hex, secrets);
    header.getStyleClass().add("pane-header");
    return header;
  }

  private void opened(boolean isOpen) {
    title.setText(model.title());
    if (isOpen) {
      focus();
    }
  }

  /** A line in the colour of its side. */
  private static final class LineCell extends ListCell<StreamLine> {
    @Override
    protected void updateItem(StreamLine line, boolean isEmpty) {
      super.updateItem(line, isEmpty);
      getStyleClass().removeAll("client", "server", "stream-heading", "stream-gap");
      setText(isEmpty || line == null ? null : line.text());
      if (!isEmpty && line != null) {
        boolean isClient = line.direction() == Direction.CLIENT_TO_SERVER;
        getStyleClass().add(isClient ? "client" : "server");
        switch (line.kind()) {
          case HEADING -> getStyleClass().add("stream-heading");
          case GAP -> getStyleClass().add("stream-gap");
          case CONTENT -> {
            // nothing but its colour
          }
        }
      }
    }
  }
}
