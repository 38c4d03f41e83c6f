package dev.stallscope.ui.probe;

import dev.stallscope.chart.StackedBarsLayout;
import dev.stallscope.probe.compare.RunGroup;
import dev.stallscope.report.Printable;
import dev.stallscope.report.SizeText;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.control.ChartCanvas;
import dev.stallscope.ui.control.EmptyState;
import dev.stallscope.ui.control.TableColumns;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Appearance;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.DoubleProperty;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Versions of HTTP side by side: what it came to, bars to be read from afar, and a table. */
final class VersionsView {
  private static final double CHART_SHARE = 0.62;
  private static final double MAX_ROUND_TRIP = 300;
  private static final double MAX_LOSS = 5;
  private static final double SLIDER_WIDTH = 150;

  private final VersionsViewModel model;
  private final Appearance appearance;
  private final VBox sentences = new VBox();
  private final ChartCanvas chart;
  private final TableView<RunGroup> table;
  private final CheckBox all = new CheckBox();
  private final Label path = new Label();
  private final BorderPane root;

  VersionsView(VersionsViewModel model, Appearance appearance) {
    this.model = model;
    this.appearance = appearance;
    chart =
        new ChartCanvas(
            appearance,
            (width, height, meter) ->
                new StackedBarsLayout(meter, scale()).marks(model.sections(), width, height));
    chart.setId("versions-chart");
    table = table();
    sentences.setId("versions-sentences");
    sentences.getStyleClass().add("versions-sentences");
    ScrollPane scroll = new ScrollPane(chart);
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    SplitPane split = new SplitPane(scroll, below());
    split.setOrientation(Orientation.VERTICAL);
    split.setDividerPositions(CHART_SHARE);
    root = new BorderPane(split);
    root.setTop(sentences);
    root.setId("versions");
    model.comparisonProperty().addListener((_, _, _) -> show());
    show();
  }

  Node node() {
    return root;
  }

  private double scale() {
    return appearance.scaleProperty().get();
  }

  private TableView<RunGroup> table() {
    TableView<RunGroup> made =
        TableColumns.table(
            "versions-table", appearance.scaleProperty(), Texts.of("versions.table"));
    TableColumns<RunGroup> columns = new TableColumns<>(made, "versions.column");
    columns.fill(
        columns.text("group", 130, group -> group.key().text()),
        columns.number("runs", 50, group -> "%,d".formatted(group.runs().size())),
        columns.number("median", 80, group -> DurationText.of(group.total().medianNanos())),
        columns.number("spread", 140, VersionsView::spread),
        columns.number("sent", 80, group -> SizeText.of(group.sentBytes())),
        columns.number("received", 80, group -> SizeText.of(group.receivedBytes())),
        columns.number("trips", 90, group -> "%,d".formatted(group.roundTrips().count())),
        columns.number("modelled", 90, model::modelled));
    made.getColumns().forEach(column -> column.setSortable(false));
    made.setPlaceholder(EmptyState.of(Texts.of("versions.none")));
    return made;
  }

  private static String spread(RunGroup group) {
    return DurationText.of(group.total().leastNanos())
        + " – "
        + DurationText.of(group.total().mostNanos());
  }

  private Node below() {
    Label words = new Label(Texts.of("versions.model"));
    words.getStyleClass().addAll("dim", "secondary");
    words.setMinWidth(Region.USE_PREF_SIZE);
    path.getStyleClass().addAll("dim", "secondary");
    all.setId("versions-all");
    all.selectedProperty().bindBidirectional(model.allProperty());
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox bar =
        new HBox(
            all,
            path,
            space,
            words,
            slider("round-trip", model.roundTripMillisProperty(), MAX_ROUND_TRIP, "versions.at"),
            slider("loss", model.lossPercentProperty(), MAX_LOSS, "versions.lost"));
    bar.getStyleClass().add("pane-header");
    BorderPane below = new BorderPane(table);
    below.setTop(bar);
    return below;
  }

  private Node slider(String id, DoubleProperty value, double most, String key) {
    Slider slider = new Slider(0, most, value.get());
    slider.setId("versions-" + id);
    slider.setPrefWidth(SLIDER_WIDTH);
    slider.setAccessibleText(Texts.of("versions.slider." + id));
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

  private void show() {
    List<String> said = model.sentences();
    sentences.getChildren().clear();
    for (int i = 0; i < said.size(); i++) {
      Label sentence = new Label(Printable.of(said.get(i)));
      sentence.setWrapText(true);
      sentence.getStyleClass().add(i == 0 ? "heading" : "prose");
      sentences.getChildren().add(sentence);
    }
    all.setText(Texts.of("versions.all", model.together()));
    all.setVisible(model.together() > 1);
    all.setManaged(all.isVisible());
    path.setText(model.measuredPath());
    table.getItems().setAll(model.comparisonProperty().get().groups());
    chart.setMinHeight(new StackedBarsLayout((_, _) -> 0, scale()).leastHeight(model.sections()));
    chart.setAccessibleText(String.join(" ", said));
    chart.redraw();
  }
}
