package dev.stallscope.ui.window;

import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Workspace;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What went wrong, or was done, in a sentence. Takes no room while there is nothing to say. */
final class Banner {
  private static final PseudoClass DONE = PseudoClass.getPseudoClass("done");

  private final HBox root;

  Banner(Workspace workspace) {
    Label sentence = new Label();
    sentence.setWrapText(true);
    sentence.setMaxWidth(Double.MAX_VALUE);
    sentence.textProperty().bind(workspace.problemProperty());
    HBox.setHgrow(sentence, Priority.ALWAYS);
    Button dismiss = new Button(Texts.of("banner.dismiss"));
    dismiss.setId("banner-dismiss");
    dismiss.setOnAction(_ -> workspace.say(""));
    FontIcon sign = new FontIcon(Feather.ALERT_TRIANGLE);
    root = new HBox(sign, sentence, dismiss);
    root.getStyleClass().addAll("message-bar", "banner");
    root.setId("banner");
    workspace
        .doneProperty()
        .subscribe(
            isDone -> {
              sign.setIconCode(isDone ? Feather.CHECK : Feather.ALERT_TRIANGLE);
              root.pseudoClassStateChanged(DONE, isDone);
            });
    root.visibleProperty().bind(workspace.problemProperty().isNotEmpty());
    root.managedProperty().bind(root.visibleProperty());
  }

  Node node() {
    return root;
  }
}
