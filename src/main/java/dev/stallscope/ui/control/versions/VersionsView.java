package dev.stallscope.ui.control.versions;

import dev.stallscope.chart.SmallWaterfallsLayout;
import dev.stallscope.chart.StackedBarsLayout;
import dev.stallscope.probe.compare.RunGroup;
import dev.stallscope.report.Printable;
import dev.stallscope.report.SizeText;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.control.ChartCanvas;
import dev.stallscope.ui.control.Choice;
import dev.stallscope.ui.control.EmptyState;
import dev.stallscope.ui.control.TableColumns;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Appearance;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.DoubleProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TableView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * Versions of HTTP side by side: what it came to, bars to be read from afar, the rest of what can
 * be said, and a table.
 */
public final class VersionsView {
  private static final int LEAST_ROWS = 2;
  private static final int MOST_ROWS = 9;

  /** The head of the table, in rows. */
  private static final double HEAD_ROWS = 1.3;

  private static final double MAX_ROUND_TRIP = 300;
  private static final double MAX_LOSS = 5;
  private static final double SLIDER_WIDTH = 88;

  private final String id;
  private final VersionsViewModel model;
  private final Appearance appearance;
  private final Label verdict = new Label();
  private final VBox sentences = new VBox();
  private final ChartCanvas chart;
  private final TableView<RunGroup> table;
  private final Label path = new Label();
  private final BorderPane root;

  /**
   * A view.
   *
   * @param id of its node, with which those of its parts begin
   */
  public VersionsView(String id, VersionsViewModel model, Appearance appearance) {
    this.id = id;
    this.model = model;
    this.appearance = appearance;
    chart =
        new ChartCanvas(
            appearance,
            (width, height, meter) ->
                model.waterfallsProperty().get()
                    ? new SmallWaterfallsLayout(meter, scale()).marks(model.waterfalls(), width)
                    : new StackedBarsLayout(meter, scale()).marks(model.sections(), width, height));
    chart.setId(id + "-chart");
    table = table();
    verdict.setId(id + "-verdict");
    verdict.setWrapText(true);
    verdict.setMinHeight(Region.USE_PREF_SIZE);
    verdict.getStyleClass().add("heading");
    sentences.setId(id + "-sentences");
    sentences.getStyleClass().add("versions-sentences");
    ScrollPane scroll = new ScrollPane(said());
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    root = new BorderPane(scroll);
    root.setId(id);
    model.comparisonProperty().addListener((_, _, _) -> show());
    model.waterfallsProperty().addListener((_, _, _) -> show());
    show();
  }

  public Node node() {
    return root;
  }

  /** Puts the keyboard where numbers can be copied. */
  public void focus() {
    table.requestFocus();
  }

  /** The bars come before all but the first sentence, since they are what is looked for. */
  private Node said() {
    VBox.setVgrow(chart, Priority.ALWAYS);
    HBox.setHgrow(verdict, Priority.ALWAYS);
    verdict.setMaxWidth(Double.MAX_VALUE);
    HBox head = new HBox(verdict, Choice.of(id, "bars", "waterfalls", model.waterfallsProperty()));
    head.getStyleClass().add("versions-head");
    return new VBox(head, chart, sentences, numbers());
  }

  private double scale() {
    return appearance.scaleProperty().get();
  }

  private TableView<RunGroup> table() {
    TableView<RunGroup> made =
        TableColumns.table(id + "-table", appearance.scaleProperty(), Texts.of("versions.table"));
    TableColumns<RunGroup> columns =
        new TableColumns<>(made, "versions.column", appearance.scaleProperty());
    columns.fill(
        columns.text("group", 140, group -> group.key().text()),
        columns.number("runs", 46, group -> "%,d".formatted(group.runs().size())),
        columns.number("median", 70, group -> DurationText.of(group.total().medianNanos())),
        columns.number("spread", 122, VersionsView::spread),
        columns.text("dominant", 108, VersionsViewModel::dominant),
        columns.number("sent", 66, group -> SizeText.of(group.sentBytes())),
        columns.number("received", 72, group -> SizeText.of(group.receivedBytes())),
        columns.number("trips", 84, group -> "%,d".formatted(group.roundTrips().count())),
        columns.number("packets", 106, model::packets),
        columns.number("again", 88, model::sentAgain),
        columns.number("modelled", 76, model::modelled));
    made.getColumns().forEach(column -> column.setSortable(false));
    made.setPlaceholder(EmptyState.of(Texts.of("versions.no-numbers")));
    return made;
  }

  private static String spread(RunGroup group) {
    return DurationText.of(group.total().leastNanos())
        + " – "
        + DurationText.of(group.total().mostNanos());
  }

  private Node numbers() {
    Label words = new Label(Texts.of("versions.model"));
    words.getStyleClass().addAll("dim", "secondary");
    words.setMinWidth(Region.USE_PREF_SIZE);
    path.getStyleClass().addAll("dim", "secondary");
    FlowPane bar =
        new FlowPane(
            path,
            words,
            slider("round-trip", model.roundTripMillisProperty(), MAX_ROUND_TRIP, "versions.at"),
            slider("loss", model.lossPercentProperty(), MAX_LOSS, "versions.lost"));
    bar.getStyleClass().addAll("pane-header", "versions-bar");
    BorderPane numbers = new BorderPane(table);
    numbers.setTop(bar);
    return numbers;
  }

  private Node slider(String part, DoubleProperty value, double most, String key) {
    Slider slider = new Slider(0, most, value.get());
    slider.setId(id + "-" + part);
    slider.setPrefWidth(SLIDER_WIDTH);
    slider.setAccessibleText(Texts.of("versions.slider." + part));
    slider.valueProperty().bindBidirectional(value);
    Label text = new Label();
    text.getStyleClass().add("secondary");
    text.setMinWidth(Region.USE_PREF_SIZE);
    Runnable say = () -> text.setText(Texts.of(key, number(value.get())));
    value.addListener(
        (_, _, _) -> {
          say.run();
          table.refresh();
        });
    say.run();
    HBox box = new HBox(6, slider, text);
    box.setAlignment(Pos.CENTER_LEFT);
    return box;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 && value != 0 ? "%.1f" : "%.0f", value);
  }

  private static Label sentence(String text) {
    Label sentence = new Label(Printable.of(text));
    sentence.setWrapText(true);
    sentence.setMinHeight(Region.USE_PREF_SIZE);
    sentence.getStyleClass().add("prose");
    return sentence;
  }

  private void show() {
    List<String> said = model.sentences();
    verdict.setText(said.isEmpty() ? "" : Printable.of(said.getFirst()));
    sentences.getChildren().setAll(said.stream().skip(1).map(VersionsView::sentence).toList());
    sentences.setVisible(said.size() > 1);
    sentences.setManaged(sentences.isVisible());
    path.setText(model.measuredPath());
    table.getItems().setAll(model.comparisonProperty().get().allGroups());
    chart.setMinHeight(
        model.waterfallsProperty().get()
            ? new SmallWaterfallsLayout((_, _) -> 0, scale()).height(model.waterfalls())
            : new StackedBarsLayout((_, _) -> 0, scale()).leastHeight(model.sections()));
    double rows = Math.clamp(table.getItems().size(), LEAST_ROWS, MOST_ROWS) + HEAD_ROWS;
    table.setMinHeight(rows * TableColumns.rowHeight(scale()));
    table.setPrefHeight(table.getMinHeight());
    chart.setAccessibleText(String.join(" ", said));
    chart.redraw();
  }
}
