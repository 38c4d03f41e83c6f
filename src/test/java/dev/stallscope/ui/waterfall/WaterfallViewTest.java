package dev.stallscope.ui.waterfall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.chart.WaterfallColumns;
import dev.stallscope.testkit.NeedsDisplay;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.WindowRig;
import dev.stallscope.ui.control.ChartCell;
import java.nio.file.Path;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class WaterfallViewTest {
  private static final Path QUEUED = SampleCaptures.file("queued-in-pool");

  @Test
  void aClickOnARowSelectsItsExchangeEverywhere() {
    try (WindowRig rig = WindowRig.open(QUEUED)) {
      await(rig, 30);
      rig.robot().clickOn(row(rig, 3));
      int exchange = rig.ask(() -> rig.workspace().selection().selected().exchange());
      assertThat(exchange).isEqualTo(8);
      assertThat(list(rig).getSelectionModel().getSelectedIndex()).isEqualTo(3);
    }
  }

  @Test
  void theRowOfTheSelectedFindingIsSelectedAndInSight() {
    try (WindowRig rig = WindowRig.open(QUEUED)) {
      await(rig, 30);
      rig.run(
          () ->
              rig.workspace()
                  .selection()
                  .select(rig.workspace().analysis().measurements().exchanges().get(34)));
      assertThat(list(rig).getSelectionModel().getSelectedIndex()).isEqualTo(29);
      assertThat(rig.robot().lookup(".waterfall-cell").queryAllAs(ChartCell.class))
          .anyMatch(cell -> !cell.isEmpty() && cell.getItem() == 29);
    }
  }

  @Test
  void wordsInTheToolbarChooseRows() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("healthy-page"))) {
      await(rig, 5);
      rig.robot().clickOn("#waterfall-filter").write("bikes");
      await(rig, 1);
      assertThat(rig.find("#waterfall-count", Label.class).getText()).isEqualTo("1 of 5");
      rig.robot().push(KeyCode.ESCAPE);
      await(rig, 5);
    }
  }

  @Test
  void aHeadingSortsAndKeysZoom() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("healthy-page"))) {
      await(rig, 5);
      rig.robot().clickOn("#sort-label");
      rig.await(() -> spoken(rig, 0).startsWith("GET /page/bikes"));
      rig.robot().clickOn(row(rig, 0));
      rig.robot().push(KeyCode.ENTER).push(KeyCode.LEFT).push(KeyCode.DIGIT0);
      assertThat(spoken(rig, 0)).startsWith("GET /page/bikes");
    }
  }

  @NeedsDisplay
  @Test
  void aDoubleClickOnAHeadingFoldsItsRowsAndSpaceUnfoldsThem() {
    try (WindowRig rig = WindowRig.open(QUEUED)) {
      await(rig, 30);
      rig.robot().clickOn("#waterfall-grouping").clickOn("by connection");
      await(rig, 40);
      rig.robot().doubleClickOn(row(rig, 0));
      await(rig, 33);
      rig.robot().push(KeyCode.SPACE);
      await(rig, 40);
    }
  }

  @Test
  void arrowsFoldAndUnfoldTheHeadingTheyAreOnAndSpaceTheGroupOfARow() {
    try (WindowRig rig = WindowRig.open(QUEUED)) {
      await(rig, 30);
      rig.robot().clickOn("#waterfall-grouping").clickOn("by connection");
      await(rig, 40);
      rig.robot().clickOn(row(rig, 0)).push(KeyCode.LEFT);
      await(rig, 33);
      rig.robot().push(KeyCode.LEFT).push(KeyCode.RIGHT);
      await(rig, 40);
      rig.robot().clickOn(row(rig, 2)).push(KeyCode.SPACE);
      await(rig, 33);
      assertThat(list(rig).getSelectionModel().getSelectedIndex()).isZero();
    }
  }

  @Test
  void oneClickOnTheMarkOfAHeadingFoldsItsRows() {
    try (WindowRig rig = WindowRig.open(QUEUED)) {
      await(rig, 30);
      rig.robot().clickOn("#waterfall-grouping").clickOn("by connection");
      await(rig, 40);
      WaterfallColumns columns = WaterfallColumns.of(list(rig).getWidth(), 1);
      Bounds heading = row(rig, 0).localToScreen(row(rig, 0).getBoundsInLocal());
      rig.robot()
          .clickOn(heading.getMinX() + columns.labelLeft() + 40, heading.getCenterY())
          .clickOn(heading.getMinX() + columns.labelLeft() - 14, heading.getCenterY());
      await(rig, 33);
    }
  }

  @NeedsDisplay
  @Test
  void theCardWithThePhasesComesAfterAMoment() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("slow-server"))) {
      await(rig, 4);
      rig.robot().moveTo(row(rig, 0));
      rig.await(() -> rig.robot().lookup(".phase-table").tryQuery().isPresent());
      assertThat(rig.robot().lookup(".phase-table .label").queryAllAs(Label.class))
          .extracting(Label::getText)
          .contains("connect", "wait", "total", "684 ms", "slow server", "602 ms");
    }
  }

  private static void await(WindowRig rig, int rows) {
    rig.await(() -> list(rig).getItems().size() == rows);
  }

  @SuppressWarnings("unchecked")
  private static ListView<Integer> list(WindowRig rig) {
    return (ListView<Integer>) rig.stage().getScene().lookup("#waterfall-list");
  }

  private static Node row(WindowRig rig, int row) {
    return rig.robot().lookup(".waterfall-cell").queryAllAs(ChartCell.class).stream()
        .filter(cell -> !cell.isEmpty() && cell.getItem() == row)
        .findFirst()
        .orElseThrow();
  }

  private static String spoken(WindowRig rig, int row) {
    return row(rig, row).getAccessibleText();
  }
}
