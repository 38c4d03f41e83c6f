package dev.stallscope.ui.window;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.ui.packets.PacketNumber;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Workspace;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;

/** Asks for the number of a packet and goes to it. */
final class PacketCard {
  private static final double WIDTH = 360;

  private final Workspace workspace;
  private final IntConsumer goTo;
  private final WindowCard card = new WindowCard("go-to-card", WIDTH);
  private final TextField field = new TextField();
  private final Label words = new Label();
  private final Button go = new Button(Texts.of("go-to.go"));

  /**
   * A card that is not shown yet.
   *
   * @param goTo shows a packet by its index
   */
  PacketCard(Workspace workspace, IntConsumer goTo) {
    this.workspace = workspace;
    this.goTo = goTo;
    field.setId("go-to-number");
    field.setAccessibleText(Texts.of("action.go-to-packet"));
    field.textProperty().addListener((_, _, _) -> judge());
    field.setOnAction(_ -> go());
    words.setId("go-to-words");
    words.getStyleClass().add("dim");
    go.setId("go-to-go");
    go.getStyleClass().add("accent");
    go.setOnAction(_ -> go());
    card.fill(Texts.of("action.go-to-packet"), List.of(field, words), go);
  }

  Node node() {
    return card.node();
  }

  /** Asks, unless nothing is open. */
  void ask() {
    if (workspace.capture() != null) {
      card.show(true);
      field.requestFocus();
      field.selectAll();
      judge();
    }
  }

  private PacketNumber number() {
    return PacketNumber.parse(field.getText(), count());
  }

  private int count() {
    OpenCapture capture = workspace.capture();
    return capture == null ? 0 : capture.index().count();
  }

  private void judge() {
    PacketNumber number = number();
    words.setText(
        number.problem().isEmpty() ? Texts.of("go-to.beyond", count()) : number.problem());
    go.setDisable(!number.isThere());
  }

  private void go() {
    PacketNumber number = number();
    if (number.isThere()) {
      card.show(false);
      goTo.accept(number.packet());
    }
  }
}
