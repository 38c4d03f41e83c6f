package dev.stallscope.ui.streams;

import dev.stallscope.chart.StallDrawing;
import dev.stallscope.chart.Tone;
import dev.stallscope.chart.WaterfallColumns;
import dev.stallscope.ui.control.Action;
import dev.stallscope.ui.control.AxisControl;
import dev.stallscope.ui.control.ChartCanvas;
import dev.stallscope.ui.control.EmptyState;
import dev.stallscope.ui.control.InSight;
import dev.stallscope.ui.control.Pane;
import dev.stallscope.ui.control.PhaseLegend;
import dev.stallscope.ui.control.WholeRows;
import dev.stallscope.ui.control.detail.DetailSplit;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Appearance;
import dev.stallscope.ui.workspace.Workspace;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Which exchange's bytes the selected connection carried when. */
public final class StreamsView implements Pane {
  private static final double RULER_HEIGHT = 24;
  private static final double SIGN = 11;
  private static final double LEGEND_NEEDS = 700;

  /** Of the pane for the rows, however many there are. */
  private static final double MOST_LIST = 0.5;

  /** What the list needs besides its rows. */
  private static final double EDGES = 4;

  private final Workspace workspace;
  private final StreamsViewModel model;
  private final StreamsDrawing drawing;
  private final StreamsList list;
  private final ChartCanvas ruler;
  private final Label title = new Label();
  private final Label note = new Label();
  private final Label vacancy = EmptyState.of("");
  private final DetailSplit split;
  private final VBox root = new VBox();

  public StreamsView(Workspace workspace) {
    this.workspace = workspace;
    model = new StreamsViewModel(workspace);
    drawing = new StreamsDrawing(model, workspace.timeAxis(), this::columns);
    list = new StreamsList(workspace, model, drawing);
    AxisControl axis = new AxisControl(workspace.timeAxis(), drawing::scale, model::zoomToSelected);
    axis.attach(list.node());
    ruler =
        new ChartCanvas(workspace.appearance(), (_, height, meter) -> drawing.ruler(height, meter));
    ruler.getStyleClass().add("column-header");
    ruler.minHeightProperty().bind(workspace.appearance().scaleProperty().multiply(RULER_HEIGHT));
    axis.attach(ruler);
    StackPane place = new StackPane(new WholeRows(list.node()), vacancy);
    place.setMinSize(0, 0);
    split = new DetailSplit(workspace, "streams", MOST_LIST, place, model.detailProperty());
    VBox.setVgrow(split.node(), Priority.ALWAYS);
    root.getChildren().addAll(header(), ruler, split.node());
    root.getStyleClass().addAll("waterfall", "proof-pane");
    follow();
  }

  private void follow() {
    root.widthProperty().addListener((_, _, _) -> redraw());
    workspace.appearance().scaleProperty().addListener((_, _, _) -> redraw());
    workspace.timeAxis().viewProperty().addListener((_, _, _) -> redraw());
    workspace.timeAxis().zeroNanosProperty().addListener((_, _, _) -> redraw());
    model.rowsProperty().addListener((_, _, _) -> show());
    model.vacancyProperty().addListener((_, _, _) -> show());
    list.node().fixedCellSizeProperty().addListener((_, _, _) -> fit());
    model.inSightProperty().bind(InSight.of(root));
    show();
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void focus() {
    list.node().requestFocus();
  }

  @Override
  public List<Action> actions() {
    return List.of(Action.of("streams.copy", "", split::copy));
  }

  private WaterfallColumns columns() {
    return WaterfallColumns.ofPane(
        root.getWidth(), workspace.appearance().scaleProperty().get(), List.of());
  }

  private void redraw() {
    ruler.redraw();
    list.redraw();
  }

  private HBox header() {
    title.setId("streams-title");
    title.getStyleClass().add("strong");
    title.setMinWidth(0);
    note.setId("streams-note");
    note.getStyleClass().addAll("dim", "secondary");
    note.setMinWidth(0);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    Node legend = legend();
    legend
        .visibleProperty()
        .bind(
            root.widthProperty()
                .greaterThan(workspace.appearance().scaleProperty().multiply(LEGEND_NEEDS)));
    legend.managedProperty().bind(legend.visibleProperty());
    HBox header = new HBox(title, note, space, legend);
    header.getStyleClass().add("pane-header");
    return header;
  }

  private Node legend() {
    HBox legend = new HBox();
    legend.getStyleClass().add("legend");
    legend.setAlignment(Pos.CENTER_RIGHT);
    legend
        .getChildren()
        .addAll(
            PhaseLegend.item(PhaseLegend.swatch(Tone.RECEIVE), Texts.of("streams.bytes")),
            PhaseLegend.item(hatch(Tone.GRAPH_WINDOW), Texts.of("streams.credit")),
            PhaseLegend.item(hatch(Tone.STALL), Texts.of("streams.hole")));
    return legend;
  }

  private Node hatch(Tone tone) {
    Appearance appearance = workspace.appearance();
    ChartCanvas hatch =
        new ChartCanvas(
            appearance, (width, height, _) -> StallDrawing.interval(0, 0, width, height, tone));
    hatch.setMinSize(SIGN, SIGN);
    hatch.setMaxSize(SIGN, SIGN);
    return hatch;
  }

  private void show() {
    title.setText(model.rows().title());
    note.setText(model.rows().note());
    vacancy.setText(
        switch (model.vacancyProperty().get()) {
          case NOTHING_SELECTED -> Texts.of("streams.vacancy.nothing-selected");
          case NO_CONNECTIONS -> Texts.of("streams.vacancy.no-connections");
          case READING -> Texts.of("graph.vacancy.reading");
          case NO_EXCHANGE -> Texts.of("streams.vacancy.no-exchange");
          case NONE -> "";
        });
    boolean isShown = model.rows().size() > 0;
    vacancy.setVisible(!isShown);
    list.node().setVisible(isShown);
    ruler.setVisible(isShown);
    fit();
    redraw();
  }

  /** Until all rows can be seen. */
  private void fit() {
    split.need(model.rows().size() * list.node().getFixedCellSize() + EDGES);
  }
}
