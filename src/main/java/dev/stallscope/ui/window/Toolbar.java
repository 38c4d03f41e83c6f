package dev.stallscope.ui.window;

import dev.stallscope.ui.control.Action;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The row of buttons below the menus: what is opened, the tools of the panes, what is exported. */
final class Toolbar {
  private final HBox bar = new HBox();

  /**
   * A row of buttons.
   *
   * @param sources where exchanges come from
   * @param tools of the panes
   * @param isCovered whether something else is shown in place of the panes
   * @param export out of sight while there is nothing to export
   */
  Toolbar(List<Action> sources, List<Node> tools, ObservableBooleanValue isCovered, Action export) {
    sources.forEach(source -> bar.getChildren().add(button(source)));
    for (Node tool : tools) {
      HBox.setHgrow(tool, Priority.ALWAYS);
      tool.disableProperty().bind(isCovered);
      bar.getChildren().add(tool);
    }
    Button exporting = button(export);
    exporting.getStyleClass().add("primary");
    exporting.visibleProperty().bind(exporting.disabledProperty().not());
    exporting.managedProperty().bind(exporting.visibleProperty());
    bar.getChildren().add(exporting);
    bar.getStyleClass().add("toolbar");
  }

  Node node() {
    return bar;
  }

  private static Button button(Action action) {
    Button button = new Button(action.title());
    button.setId("toolbar-" + action.id());
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(_ -> action.run().run());
    button.disableProperty().bind(Bindings.not(action.isPossible()));
    return button;
  }
}
