package dev.stallscope.ui.window;

import dev.stallscope.chart.TextStyle;
import dev.stallscope.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A card over the window, which a click beside it, Escape or its button takes away. */
final class WindowCard {
  private static final double BUTTON_GAP = 8;
  private static final double MARGIN = 20;

  private final StackPane root = new StackPane();
  private final VBox card = new VBox();
  private final Button close;

  /**
   * A card that is not shown yet.
   *
   * @param id of its node; that of its button ends in {@code -close}
   * @param width at the designed size of text
   */
  WindowCard(String id, double width) {
    this(id, width, Texts.of("card.close"));
  }

  /**
   * The same.
   *
   * @param closing what the button says that takes it away
   */
  WindowCard(String id, double width, String closing) {
    close = new Button(closing);
    close.setOnAction(_ -> root.setVisible(false));
    close.setId(id + "-close");
    card.getStyleClass().add("key-card");
    ScrollPane scroll = new ScrollPane(card);
    scroll.setFitToWidth(true);
    scroll.setMaxHeight(Region.USE_PREF_SIZE);
    // as much wider as text is larger
    scroll.setStyle(
        String.format(Locale.ROOT, "-fx-max-width: %.2fem", width / TextStyle.BODY.size()));
    StackPane.setMargin(scroll, new Insets(MARGIN));
    scroll.getStyleClass().add("key-scroll");
    scroll.addEventHandler(MouseEvent.MOUSE_CLICKED, MouseEvent::consume);
    Region veil = new Region();
    veil.getStyleClass().add("veil");
    root.setId(id);
    root.setVisible(false);
    OnlyWhenSeen.keep(root, veil, scroll);
    root.setOnMouseClicked(_ -> root.setVisible(false));
    root.setOnKeyPressed(
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            root.setVisible(false);
            event.consume();
          }
        });
  }

  Node node() {
    return root;
  }

  /**
   * Puts something on it, from top to bottom.
   *
   * @param buttons what can be done, beside the button that closes it
   */
  void fill(String title, List<Node> nodes, Node... buttons) {
    Label heading = new Label(title);
    heading.getStyleClass().add("card-title");
    card.getChildren().setAll(heading);
    card.getChildren().addAll(nodes);
    HBox row = new HBox(BUTTON_GAP);
    row.getChildren().addAll(buttons);
    row.getChildren().add(close);
    card.getChildren().add(row);
  }

  void toggle() {
    show(!root.isVisible());
  }

  void show(boolean isShown) {
    root.setVisible(isShown);
    if (isShown) {
      // what scrolls is a part of the window only once it is styled
      root.applyCss();
      close.requestFocus();
    }
  }

  /** Does something when it has been taken away. */
  void onClosed(Runnable action) {
    root.visibleProperty()
        .addListener(
            (_, _, isShown) -> {
              if (!isShown) {
                action.run();
              }
            });
  }
}
