package dev.stallscope.ui.waterfall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stallscope.chart.Palette;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.Theme;
import dev.stallscope.chart.Tone;
import dev.stallscope.chart.WaterfallColumns;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.testkit.NeedsDisplay;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.Screenshots;
import dev.stallscope.testkit.WindowRig;
import dev.stallscope.ui.control.ChartCell;
import dev.stallscope.ui.control.FxTextMeter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaterfallViewTest {
  private static final Path QUEUED = SampleCaptures.file("queued-in-pool");

  @Test
  void theCardOverARowIsAsHighAsWhatItSays() {
    try (WindowRig rig = WindowRig.open(QUEUED)) {
      await(rig, 30);
      rig.robot().moveTo(row(rig, 3));
      rig.await(() -> card().isPresent());
      Parent root = card().orElseThrow().getScene().getRoot();
      double end =
          rig.robot().from(root).lookup(".label").queryAll().stream()
              .mapToDouble(node -> node.localToScene(node.getLayoutBounds()).getMaxY())
              .max()
              .orElseThrow();
      assertThat(end).isPositive();
      assertThat(root.getLayoutBounds().getHeight() - end).isBetween(0.0, 40.0);
    }
  }

  private static Optional<Window> card() {
    return Window.getWindows().stream()
        .filter(window -> window instanceof Tooltip && window.isShowing())
        .findFirst();
  }

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
  void theRowThatWaitedLongestIsSelectedAndInSightFromTheBeginning() {
    try (WindowRig rig = WindowRig.open(QUEUED)) {
      await(rig, 30);
      rig.await(() -> list(rig).getSelectionModel().getSelectedIndex() == 29);
      ListView<Integer> list = list(rig);
      rig.await(
          () ->
              rig.robot().lookup(".waterfall-cell").queryAllAs(ChartCell.class).stream()
                  .filter(cell -> !cell.isEmpty() && cell.getItem() == 29)
                  .map(cell -> list.sceneToLocal(cell.localToScene(cell.getLayoutBounds())))
                  .anyMatch(place -> place.getMaxY() <= list.getHeight() + 1));
    }
  }

  @Test
  void rowsStayWhereTheyWereScrolledToWhileTheCaptureGrows(@TempDir Path folder) throws Exception {
    byte[] whole = Files.readAllBytes(QUEUED);
    Path begun = folder.resolve("begun.pcapng");
    int begin = whole.length * 4 / 5;
    Files.write(begun, Arrays.copyOf(whole, begin));
    try (WindowRig rig = WindowRig.open(begun)) {
      ListView<?> list = list(rig);
      rig.await(() -> rig.workspace().readingProperty().get() == null && rows(list) > 20);
      assertThat(rows(list)).isLessThan(30);
      rig.robot().clickOn(row(rig, 6));
      rig.run(() -> list.scrollTo(4));
      double above = rig.ask(() -> above(list));
      assertThat(above).isPositive();
      Files.write(begun, Arrays.copyOfRange(whole, begin, whole.length), StandardOpenOption.APPEND);
      rig.run(() -> rig.workspace().refresh(List.of(begun), () -> {}));
      await(rig, 30);
      assertThat(rig.ask(() -> above(list))).isCloseTo(above, within(5.0));
      assertThat(list.getSelectionModel().getSelectedIndex()).isNotNegative();
    }
  }

  @Test
  void rowsStayWhereTheyWereScrolledToInAListOfAnotherHeight() {
    try (WindowRig rig = WindowRig.open(QUEUED)) {
      await(rig, 30);
      ListView<?> list = list(rig);
      rig.robot().clickOn(row(rig, list.getSelectionModel().getSelectedIndex()));
      rig.run(() -> list.scrollTo(10));
      double above = rig.ask(() -> above(list));
      double height = list.getHeight();
      for (double window : new double[] {700, 900, 800}) {
        rig.run(() -> rig.stage().setHeight(window));
        rig.await(() -> window == 800 ? list.getHeight() == height : list.getHeight() != height);
        assertThat(rig.ask(() -> above(list))).isCloseTo(above, within(1.0));
      }
    }
  }

  private static int rows(ListView<?> list) {
    return list.getItems().size();
  }

  /** Pixels of the rows that are above what is in sight. */
  private static double above(ListView<?> list) {
    list.layout();
    assertThat(list.lookup(".virtual-flow")).isInstanceOf(VirtualFlow.class);
    IndexedCell<?> first = ((VirtualFlow<?>) list.lookup(".virtual-flow")).getFirstVisibleCell();
    return first.getIndex() * first.getHeight() - first.getLayoutY();
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
  void aColumnIsAddedFromTheMenuAndSorts() {
    try (WindowRig rig = WindowRig.open(QUEUED)) {
      await(rig, 30);
      rig.run(() -> rig.find("#waterfall-columns", Button.class).fire());
      rig.run(() -> item("column-latency").fire());
      Button heading = rig.find("#sort-latency", Button.class);
      rig.await(heading::isVisible);
      assertThat(heading.getTooltip().getText()).startsWith("From the request's last byte");
      rig.run(heading::fire);
      rig.await(() -> heading.getText().equals("Latency ↓"));
      rig.run(() -> item("column-latency").fire());
      assertThat(rig.ask(heading::isVisible)).isFalse();
    }
  }

  @Test
  void aFieldOfTheAnswerIsAddedFromTheMenuAndSorts() {
    try (WindowRig rig = WindowRig.open(QUEUED)) {
      await(rig, 30);
      rig.run(() -> rig.stage().setWidth(1280));
      rig.run(() -> rig.find("#waterfall-columns", Button.class).fire());
      rig.run(() -> item("column-header-content-type").fire());
      rig.run(() -> item("columns-order").getParentPopup().hide());
      rig.await(() -> rig.stage().getScene().lookup("#sort-header-content-type").isVisible());
      Button heading = rig.find("#sort-header-content-type", Button.class);
      assertThat(heading.getText()).isEqualTo("Content-Type");
      rig.run(() -> rig.find("#waterfall-columns", Button.class).fire());
      rig.run(() -> item("order-header-content-type").fire());
      rig.await(() -> heading.getText().equals("Content-Type ↑"));
      rig.run(() -> item("column-header-content-type").fire());
      rig.await(() -> !heading.isVisible());
    }
  }

  @Test
  void columnsAppearInANarrowWindowAndThoseWithoutRoomAreCounted() {
    try (WindowRig rig = WindowRig.open(QUEUED)) {
      await(rig, 30);
      Button button = rig.find("#waterfall-columns", Button.class);
      rig.run(button::fire);
      rig.run(() -> item("column-host").fire());
      rig.await(() -> rig.stage().getScene().lookup("#sort-host").isVisible());
      assertThat(button.getText()).isNull();
      for (String column : List.of("address", "lost", "latency", "answer", "end")) {
        rig.run(() -> item("column-" + column).fire());
      }
      rig.await(() -> button.getText() != null);
      assertThat(button.getText()).isEqualTo("+3");
      assertThat(button.getTooltip().getText()).endsWith("no room for 3 columns more.");
      assertThat(rig.stage().getScene().lookup("#sort-host").isVisible()).isTrue();
      assertThat(rig.stage().getWidth()).isEqualTo(WindowRig.SMALL);
    }
  }

  static MenuItem item(String id) {
    return Window.getWindows().stream()
        .filter(ContextMenu.class::isInstance)
        .map(ContextMenu.class::cast)
        .flatMap(menu -> menu.getItems().stream())
        .flatMap(
            item ->
                item instanceof Menu menu
                    ? Stream.concat(Stream.of(menu), menu.getItems().stream())
                    : Stream.of(item))
        .filter(item -> id.equals(item.getId()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRequestIsCopiedAsACommandAndTypedForTheProbe() throws Exception {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("slow-server"))) {
      await(rig, 4);
      rig.robot().clickOn(row(rig, 1));
      rig.robot().push(KeyCode.CONTROL, KeyCode.ALT, KeyCode.U);
      assertThat(rig.ask(() -> Clipboard.getSystemClipboard().getString()))
          .startsWith("curl --http1.1 http://workshop.test:8000/slow/orders -H ");
      rig.robot().push(KeyCode.CONTROL, KeyCode.ALT, KeyCode.H);
      rig.await(() -> Clipboard.getSystemClipboard().getString().contains("/slow/orders\","));
      String archive = rig.ask(() -> Clipboard.getSystemClipboard().getString());
      assertThat(new ObjectMapper().readTree(archive).at("/log/entries")).hasSize(1);
      rig.robot().push(KeyCode.CONTROL, KeyCode.ALT, KeyCode.R);
      assertThat(rig.find("#probe-url", TextField.class).getText()).endsWith("/slow/orders");
    }
  }

  @NeedsDisplay
  @Test
  void shiftOverARowShowsWhatItCaused() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("dns-timeout"))) {
      await(rig, 1);
      rig.run(() -> rig.find("#waterfall-grouping", MenuButton.class).show());
      rig.robot().clickOn("under who waited");
      await(rig, 4);
      rig.robot().moveTo(row(rig, 0));
      WritableImage before = rig.ask(() -> list(rig).snapshot(null, null));
      rig.robot().press(KeyCode.SHIFT);
      Theme theme = rig.workspace().appearance().theme();
      rig.await(
          () ->
              Screenshots.pixels(list(rig).snapshot(null, null), Palette.of(theme).rgb(Tone.MAJOR))
                  > Screenshots.pixels(before, Palette.of(theme).rgb(Tone.MAJOR)) + 60);
      rig.robot().release(KeyCode.SHIFT);
    }
  }

  @Test
  void theFilterShowsWhetherItMakesSense() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("healthy-page"))) {
      await(rig, 5);
      TextField field = rig.find("#waterfall-filter", TextField.class);
      assertThat(states(rig, field)).doesNotContain("valid", "invalid");
      rig.run(() -> field.setText("slower-than:1ms"));
      assertThat(states(rig, field)).contains("valid").doesNotContain("invalid");
      rig.run(() -> field.setText("slower-than:soon"));
      assertThat(states(rig, field)).contains("invalid").doesNotContain("valid");
      assertThat(field.getAccessibleHelp()).contains("soon");
    }
  }

  private static List<String> states(WindowRig rig, Node node) {
    return rig.ask(
        () -> node.getPseudoClassStates().stream().map(PseudoClass::getPseudoClassName).toList());
  }

  @Test
  void whatIsTypedOnTheRowsBeginsTheFilter() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("healthy-page"))) {
      await(rig, 5);
      rig.robot().clickOn(row(rig, 0)).write("bikes");
      await(rig, 1);
      assertThat(rig.find("#waterfall-filter", TextField.class).getText()).isEqualTo("bikes");
    }
  }

  @Test
  void theHintInTheFilterIsShownWholeHoweverLargeTheTextIs() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("healthy-page"))) {
      await(rig, 5);
      TextField field = rig.find("#waterfall-filter", TextField.class);
      Label count = rig.find("#waterfall-count", Label.class);
      String widest = field.getPromptText();
      for (int step = 0; step < 10; step++) {
        rig.run(rig.workspace().appearance()::enlarge);
        TextMeter meter = new FxTextMeter(rig.workspace().appearance().scaleProperty().get());
        String hint = field.getPromptText();
        assertThat(hint).isNotEmpty();
        assertThat(meter.width(hint, TextStyle.BODY)).as(hint).isLessThan(count.getLayoutX());
      }
      assertThat(field.getPromptText().length()).isLessThan(widest.length());
    }
  }

  @Test
  void theAxisGoesOnBehindBarsWhoseWordsHaveNoOtherPlace() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("http2-head-of-line"))) {
      await(rig, 6);
      rig.await(() -> shownNanos(rig) > nanosOfRows(rig));
      rig.read(SampleCaptures.file("healthy-page"));
      await(rig, 5);
      rig.await(() -> shownNanos(rig) == nanosOfRows(rig));
    }
  }

  /** From the first exchange's start to the last one's end. */
  private static long nanosOfRows(WindowRig rig) {
    List<Exchange> exchanges =
        Objects.requireNonNull(rig.workspace().capture()).analysis().measurements().exchanges();
    long end = exchanges.stream().mapToLong(one -> one.span().endNanos()).max().orElseThrow();
    return end - exchanges.stream().mapToLong(one -> one.span().startNanos()).min().orElseThrow();
  }

  private static long shownNanos(WindowRig rig) {
    return rig.workspace().timeAxis().viewProperty().get().durationNanos();
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
    rig.run(() -> list(rig).scrollTo(row));
    return rig.robot().lookup(".waterfall-cell").queryAllAs(ChartCell.class).stream()
        .filter(cell -> !cell.isEmpty() && cell.getItem() == row)
        .findFirst()
        .orElseThrow();
  }

  private static String spoken(WindowRig rig, int row) {
    return row(rig, row).getAccessibleText();
  }
}
