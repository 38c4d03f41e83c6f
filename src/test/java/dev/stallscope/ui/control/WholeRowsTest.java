package dev.stallscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stallscope.testkit.WindowRig;
import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.Bounds;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;

class WholeRowsTest {
  private static final double ROW = 24;

  @Test
  void noRowIsCutWhereverTheListJumpsTo() {
    try (WindowRig rig = WindowRig.open(WindowRig.SMALL, 800, List.of(), _ -> List.of())) {
      ListView<Integer> list = rig.ask(() -> list(50));
      WholeRows rows = rig.ask(() -> new WholeRows(list));
      rig.run(() -> rows.setMaxHeight(10.5 * ROW));
      rig.run(() -> ((StackPane) rig.stage().getScene().getRoot()).getChildren().add(rows));
      for (int row : new int[] {49, 0, 20, 45}) {
        rig.run(() -> list.scrollTo(row));
        rig.run(rows::layout);
        assertThat(rig.ask(() -> tops(list))).isNotEmpty().allMatch(top -> top % ROW < 0.5);
      }
      assertThat(list.getHeight()).isEqualTo(10 * ROW);
    }
  }

  @Test
  void aPlaceThatIsLowerThanARowIsFilled() {
    try (WindowRig rig = WindowRig.open(WindowRig.SMALL, 800, List.of(), _ -> List.of())) {
      ListView<Integer> list = rig.ask(() -> list(3));
      WholeRows rows = rig.ask(() -> new WholeRows(list));
      rig.run(() -> rows.setMaxHeight(ROW / 2));
      rig.run(() -> ((StackPane) rig.stage().getScene().getRoot()).getChildren().add(rows));
      assertThat(list.getHeight()).isCloseTo(ROW / 2, within(0.5));
    }
  }

  private static ListView<Integer> list(int rows) {
    ListView<Integer> list = new ListView<>();
    list.getItems().setAll(IntStream.range(0, rows).boxed().toList());
    list.setFixedCellSize(ROW);
    return list;
  }

  /** Where rows on the screen begin, below the top of the list. */
  private static List<Double> tops(ListView<Integer> list) {
    return list.lookupAll(".list-cell").stream()
        .filter(node -> node.isVisible() && ((ListCell<?>) node).getItem() != null)
        .map(node -> list.sceneToLocal(node.localToScene(node.getLayoutBounds())))
        .filter(place -> place.getMaxY() > 0.5 && place.getMinY() < list.getHeight() - 0.5)
        .map(Bounds::getMinY)
        .toList();
  }
}
