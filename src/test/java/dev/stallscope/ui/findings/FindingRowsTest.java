package dev.stallscope.ui.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stallscope.testkit.NeedsDisplay;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.WindowRig;
import java.util.Comparator;
import java.util.List;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import org.junit.jupiter.api.Test;

/** Rows of the list of findings, as high as each needs. */
@NeedsDisplay
class FindingRowsTest {
  @Test
  void aShortTitleTakesLessRoomThanALongOneBesideIt() {
    try (WindowRig rig = open()) {
      List<Double> heights = heights(rig);
      assertThat(heights.get(2)).isLessThan(heights.get(0)).isLessThan(heights.get(1));
      assertThat(listHeight(rig)).isCloseTo(sum(heights), within(3.0));
    }
  }

  @Test
  void rowsBecomeLowerInAWiderWindowAndLeaveNoScrollBar() {
    try (WindowRig rig = open()) {
      double narrow = sum(heights(rig));
      rig.run(() -> rig.stage().setWidth(2200));
      rig.await(() -> sum(heights(rig)) < narrow);
      assertThat(listHeight(rig)).isCloseTo(sum(heights(rig)), within(3.0));
      assertThat(bar(rig).isVisible()).isFalse();
      rig.run(() -> rig.stage().setWidth(1280));
      rig.await(() -> sum(heights(rig)) == narrow);
      assertThat(listHeight(rig)).isCloseTo(narrow, within(3.0));
      assertThat(bar(rig).isVisible()).isFalse();
    }
  }

  @Test
  void rowsOfAnotherCaptureHaveTheirOwnHeights() {
    try (WindowRig rig = open()) {
      rig.read(SampleCaptures.file("dns-repeated-lookup"));
      rig.await(() -> list(rig).getItems().size() == 3 && heights(rig).size() == 3);
      assertThat(heights(rig)).allMatch(height -> height > 60);
      assertThat(bar(rig).isVisible()).isFalse();
      rig.read(SampleCaptures.file("slow-reader"));
      rig.await(() -> heights(rig).get(2) < 60);
      assertThat(listHeight(rig)).isCloseTo(sum(heights(rig)), within(3.0));
      assertThat(bar(rig).isVisible()).isFalse();
    }
  }

  private static WindowRig open() {
    WindowRig rig = WindowRig.open(1280, 800, List.of(), _ -> List.of());
    rig.read(SampleCaptures.file("slow-reader"));
    rig.await(() -> heights(rig).size() == 3);
    return rig;
  }

  private static List<Double> heights(WindowRig rig) {
    return list(rig).lookupAll(".finding-cell").stream()
        .map(cell -> (ListCell<?>) cell)
        .filter(cell -> cell.isVisible() && cell.getItem() != null)
        .sorted(Comparator.comparing(ListCell::getIndex))
        .map(ListCell::getHeight)
        .toList();
  }

  private static double sum(List<Double> heights) {
    return heights.stream().mapToDouble(Double::doubleValue).sum();
  }

  private static double listHeight(WindowRig rig) {
    return rig.ask(() -> list(rig).getHeight());
  }

  private static ScrollBar bar(WindowRig rig) {
    return (ScrollBar) list(rig).lookup(".scroll-bar:vertical");
  }

  private static ListView<?> list(WindowRig rig) {
    return (ListView<?>) rig.stage().getScene().lookup("#findings-list");
  }
}
