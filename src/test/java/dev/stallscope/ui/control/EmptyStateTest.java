package dev.stallscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stallscope.testkit.WindowRig;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;

class EmptyStateTest {
  @Test
  void whatIsSaidStandsInTheMiddle() {
    try (WindowRig rig = WindowRig.open(WindowRig.SMALL, 800, List.of(), _ -> List.of())) {
      VBox box =
          rig.ask(
              () ->
                  EmptyState.of(
                      EmptyState.of("There is nothing to be seen here. ".repeat(5)),
                      List.of(),
                      "This starts a demo server on this machine, and needs no network."));
      rig.run(() -> ((StackPane) rig.stage().getScene().getRoot()).getChildren().add(box));
      rig.run(rig.stage().getScene().getRoot()::layout);
      List<Text> texts = List.copyOf(rig.robot().from(box).lookup(".text").<Text>queryAll());
      assertThat(texts).hasSize(2);
      for (Text text : texts) {
        assertThat(middle(text)).isCloseTo(middle(box), within(2.0));
      }
    }
  }

  private static double middle(Node node) {
    Bounds place = node.localToScene(node.getLayoutBounds());
    return (place.getMinX() + place.getMaxX()) / 2;
  }
}
