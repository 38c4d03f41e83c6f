package dev.stallscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stallscope.testkit.WindowRig;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;

class WholeRowsTest {
  private static final double ROW = 24;

  /** Pixels of one notch of a wheel. */
  private static final double NOTCH = 40;

  @Test
  void noRowIsCutWhereverTheListJumpsTo() {
    try (WindowRig rig = WindowRig.open(WindowRig.SMALL, 800, List.of(), _ -> List.of())) {
      ListView<Integer> list = rig.ask(() -> list(50));
      WholeRows rows = place(rig, () -> new WholeRows(list), 10.5 * ROW);
      for (int row : new int[] {49, 0, 20, 45}) {
        rig.run(() -> list.scrollTo(row));
        rig.run(rows::layout);
        assertThat(rig.ask(() -> tops(list))).isNotEmpty().allMatch(top -> top % ROW < 0.5);
      }
      assertThat(list.getHeight()).isEqualTo(10 * ROW);
    }
  }

  @Test
  void noRowIsCutByTurningTheWheel() {
    try (WindowRig rig = WindowRig.open(WindowRig.SMALL, 800, List.of(), _ -> List.of())) {
      ListView<Integer> list = rig.ask(() -> list(50));
      WholeRows rows = place(rig, () -> new WholeRows(list), 10.5 * ROW);
      rig.run(rows::layout);
      for (double notches : new double[] {-1, -1, -2, 1, -1, 3}) {
        rig.run(() -> turn(list, notches));
        rig.run(rows::layout);
        assertThat(rig.ask(() -> tops(list))).isNotEmpty().allMatch(top -> top % ROW < 0.5);
      }
      rig.run(() -> list.scrollTo(0));
      rig.run(() -> turn(list, -3));
      rig.run(rows::layout);
      assertThat(rig.ask(() -> first(list))).isEqualTo((int) (3 * NOTCH / ROW));
    }
  }

  private static int first(ListView<Integer> list) {
    return ((VirtualFlow<?>) list.lookup(".virtual-flow")).getFirstVisibleCell().getIndex();
  }

  /** As a mouse does; up is positive. */
  private static void turn(Node node, double notches) {
    Event.fireEvent(
        node,
        new ScrollEvent(
            ScrollEvent.SCROLL,
            10,
            10,
            10,
            10,
            false,
            false,
            false,
            false,
            false,
            false,
            0,
            notches * NOTCH,
            NOTCH,
            NOTCH,
            ScrollEvent.HorizontalTextScrollUnits.NONE,
            0,
            ScrollEvent.VerticalTextScrollUnits.LINES,
            3 * notches,
            0,
            null));
  }

  @Test
  void aPlaceThatIsLowerThanARowIsFilled() {
    try (WindowRig rig = WindowRig.open(WindowRig.SMALL, 800, List.of(), _ -> List.of())) {
      ListView<Integer> list = rig.ask(() -> list(3));
      place(rig, () -> new WholeRows(list), ROW / 2);
      assertThat(list.getHeight()).isCloseTo(ROW / 2, within(0.5));
    }
  }

  @Test
  void withoutRowsAllOfThePlaceIsForWhatTheListSaysThen() {
    try (WindowRig rig = WindowRig.open(WindowRig.SMALL, 800, List.of(), _ -> List.of())) {
      ListView<Integer> list = rig.ask(() -> list(3));
      place(rig, () -> new WholeRows(list), 2.5 * ROW);
      rig.await(() -> list.getHeight() == 2 * ROW);
      rig.run(list.getItems()::clear);
      rig.await(() -> Math.abs(list.getHeight() - 2.5 * ROW) < 0.5);
    }
  }

  @Test
  void aTableHasItsHeadingsAndWholeRows() {
    try (WindowRig rig = WindowRig.open(WindowRig.SMALL, 800, List.of(), _ -> List.of())) {
      TableView<Integer> table = rig.ask(() -> table(300_000));
      WholeRows rows = place(rig, () -> new WholeRows(table), 12.7 * ROW);
      rig.run(rows::layout);
      double headings =
          ((Region) rig.ask(() -> table.lookup(".column-header-background"))).getHeight();
      assertThat(headings).isGreaterThan(ROW / 2);
      assertThat((table.getHeight() - headings) % ROW).isCloseTo(0, within(0.01));
      assertThat(table.getHeight()).isBetween(11.7 * ROW, 12.7 * ROW);
    }
  }

  /** Puts them into the window, so many pixels high. */
  private static WholeRows place(WindowRig rig, Callable<WholeRows> made, double height) {
    WholeRows rows = rig.ask(made);
    rig.run(() -> rows.setMaxHeight(height));
    rig.run(() -> ((StackPane) rig.stage().getScene().getRoot()).getChildren().add(rows));
    return rows;
  }

  private static TableView<Integer> table(int rows) {
    TableView<Integer> table = new TableView<>();
    table.getColumns().add(new TableColumn<>("number"));
    table.getItems().setAll(IntStream.range(0, rows).boxed().toList());
    table.setFixedCellSize(ROW);
    return table;
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
