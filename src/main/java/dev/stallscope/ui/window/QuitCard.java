package dev.stallscope.ui.window;

import dev.stallscope.ui.livecapture.LiveCaptureViewModel;
import dev.stallscope.ui.text.Texts;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

/** Asks before the window closes while it captures, which would end the capture. */
final class QuitCard {
  private static final double WIDTH = 460;

  private final LiveCaptureViewModel live;
  private final Runnable quit;
  private final WindowCard card = new WindowCard("quit-card", WIDTH, Texts.of("quit.stay"));
  private final Label words = new Label();

  /**
   * A question that is not asked yet.
   *
   * @param quit closes the window
   */
  QuitCard(LiveCaptureViewModel live, Runnable quit) {
    this.live = live;
    this.quit = quit;
    words.setWrapText(true);
    words.setId("quit-words");
    Button leave = new Button(Texts.of("quit.leave"));
    leave.setId("quit-leave");
    leave.setOnAction(_ -> quit.run());
    card.fill(Texts.of("quit.title"), List.of(words), leave);
  }

  Node node() {
    return card.node();
  }

  /** Quits, or asks first. */
  void quit() {
    if (isAsked()) {
      return;
    }
    quit.run();
  }

  /** Asks where there is something to ask; whether that is so. */
  boolean isAsked() {
    if (!live.isCapturing()) {
      return false;
    }
    words.setText(Texts.of("quit.words", live.wordsProperty().get()));
    card.show(true);
    return true;
  }
}
