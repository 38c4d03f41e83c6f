package dev.stallscope.ui.waterfall;

import dev.stallscope.chart.WaterfallColumns;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.ui.control.Action;
import dev.stallscope.ui.control.AxisControl;
import dev.stallscope.ui.control.Pane;
import dev.stallscope.ui.control.RememberedWidths;
import dev.stallscope.ui.control.WholeRows;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.value.ObservableDoubleValue;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The waterfall with its header, its columns and the filter that stands in the toolbar. */
public final class WaterfallView implements Pane {
  private static final double LEGEND_NEEDS = 720;

  /** The pane's header, and some room below the last row. */
  private static final double HEADER = 60;

  /** Whose room is taken where there is none, to say so. */
  private static final int NO_ROWS = 2;

  private final Workspace workspace;
  private final WaterfallViewModel model;
  private final FilterField filter;
  private final RowDrawing drawing;
  private final AxisControl axis;
  private final WaterfallList list;
  private final Button columnButton = new Button(null, new FontIcon(Feather.COLUMNS));
  private final ColumnMenu columnMenu;
  private final MenuButton groups = new MenuButton();
  private final VBox root = new VBox();
  private RememberedWidths widths = RememberedWidths.ofScale(1);
  private final ReadOnlyDoubleWrapper neededHeight = new ReadOnlyDoubleWrapper();

  public WaterfallView(Workspace workspace) {
    this.workspace = workspace;
    model = new WaterfallViewModel(workspace);
    columnMenu = new ColumnMenu(model);
    setUpColumnButton();
    setUpGroups();
    filter = new FilterField(model, workspace.appearance());
    RowTexts texts = new RowTexts(model);
    drawing = new RowDrawing(model, texts, this::columns);
    axis = new AxisControl(model.axis(), drawing::scale, model::zoomToSelected);
    list = new WaterfallList(workspace, model, drawing, texts);
    axis.attach(list.node());
    ColumnHeader columns = new ColumnHeader(model, drawing, this::columns, workspace.appearance());
    axis.attach(columns);
    WholeRows rows = new WholeRows(list.node());
    VBox.setVgrow(rows, Priority.ALWAYS);
    root.getChildren().addAll(header(), columns, rows);
    root.getStyleClass().add("waterfall");
    model.axis().viewProperty().addListener((_, _, _) -> redraw(columns));
    model.axis().zeroNanosProperty().addListener((_, _, _) -> redraw(columns));
    List<ObservableValue<?>> shape =
        List.of(
            root.widthProperty(),
            workspace.appearance().scaleProperty(),
            model.rowsProperty(),
            model.choice().columnsProperty());
    for (ObservableValue<?> part : shape) {
      part.addListener((_, _, _) -> arrange(columns));
    }
  }

  /** Draws again what has another shape: the words behind bars need another part of the axis. */
  private void arrange(ColumnHeader columns) {
    widths = widths.at(workspace.appearance().scaleProperty().get());
    model.axis().makeRoom(drawing.room(widths));
    tellWithoutRoom();
    redraw(columns);
  }

  /** Says that there are columns for which the window is too narrow, or they would seem lost. */
  private void tellWithoutRoom() {
    int without = model.choice().columnsProperty().get().size() - columns().extras().size();
    columnButton.setText(without == 0 ? null : "+" + without);
    columnButton
        .getTooltip()
        .setText(
            without == 0
                ? Texts.of("waterfall.columns-help")
                : Texts.of("waterfall.columns-without-room", without));
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
  public Optional<Node> tool() {
    return Optional.of(filter.node());
  }

  @Override
  public boolean type(String letter) {
    filter.type(letter);
    return true;
  }

  @Override
  public List<Action> actions() {
    RowActions rows = list.actions();
    return List.of(
        Action.of("waterfall.filter", "Shortcut+F", filter::focus),
        Action.of("waterfall.columns", "Alt+Shift+C", () -> columnMenu.showBelow(columnButton)),
        Action.of("waterfall.group", "Alt+Shift+G", groups::show),
        Action.of("waterfall.zoom-in", "Shortcut+Shift+UP", axis::zoomIn),
        Action.of("waterfall.zoom-out", "Shortcut+Shift+DOWN", axis::zoomOut),
        Action.of("waterfall.earlier", "Shortcut+Shift+LEFT", axis::earlier),
        Action.of("waterfall.later", "Shortcut+Shift+RIGHT", axis::later),
        Action.of("waterfall.zoom-selected", "Shortcut+Shift+Z", model::zoomToSelected),
        Action.of("waterfall.zoom-all", "Shortcut+Shift+X", model.axis()::showAll),
        Action.of("waterfall.zero-selected", "Shortcut+T", model::zeroAtSelected),
        Action.of("waterfall.zero-start", "Shortcut+Shift+T", model::zeroAtStart),
        Action.of("waterfall.next-match", "Shortcut+N", () -> model.step(true)),
        Action.of("waterfall.previous-match", "Shortcut+B", () -> model.step(false)),
        Action.of("waterfall.pin", "Shortcut+P", model::togglePin, model.hasExchange()),
        Action.of("waterfall.cause", "Alt+Shift+UP", model::selectCause, model.hasExchange()),
        Action.of("waterfall.ask-again", "Shortcut+Alt+R", rows::askAgain, model.hasExchange()),
        Action.of("waterfall.copy-curl", "Shortcut+Alt+U", rows::copyCurl, model.hasExchange()),
        Action.of("waterfall.copy-har", "Shortcut+Alt+H", rows::copyHar, model.hasExchange()),
        Action.of("waterfall.copy-rows", "Shortcut+Alt+C", rows::copyText),
        Action.of("waterfall.copy-filter", "Shortcut+Alt+F", rows::copyFilter));
  }

  /** Says who asks a request once more. */
  public void onAsk(Consumer<HttpRequest> asker) {
    list.actions().onAsk(asker);
  }

  private void setUpColumnButton() {
    columnButton.setId("waterfall-columns");
    columnButton.getStyleClass().addAll("small-button", "flat", "icon-button");
    columnButton.setMinWidth(Region.USE_PREF_SIZE);
    columnButton.setTooltip(new Tooltip(Texts.of("waterfall.columns-help")));
    columnButton.setAccessibleText(Texts.of("action.waterfall.columns"));
    columnButton.setOnAction(_ -> columnMenu.showBelow(columnButton));
  }

  private WaterfallColumns columns() {
    return WaterfallColumns.ofPane(
        root.getWidth(),
        workspace.appearance().scaleProperty().get(),
        model.choice().columnsProperty().get().stream().map(RowColumn::extra).toList());
  }

  /** All rows that there are: the window must not move with each letter of the filter. */
  @Override
  public Optional<ObservableDoubleValue> neededHeight() {
    return Optional.of(neededHeight.getReadOnlyProperty());
  }

  private void redraw(ColumnHeader columns) {
    int whole = model.rows().whole();
    int rows = whole == 0 ? NO_ROWS : whole;
    neededHeight.set(
        HEADER
            + workspace.appearance().scaleProperty().get()
                * (ColumnHeader.HEIGHT + WaterfallList.height(rows)));
    columns.redraw();
    list.redraw();
  }

  private HBox header() {
    Label title = new Label(Texts.of("pane.waterfall"));
    title.getStyleClass().add("strong");
    title.setMinWidth(Region.USE_PREF_SIZE);
    Node legend = Legend.of(workspace.appearance());
    legend
        .visibleProperty()
        .bind(
            root.widthProperty()
                .greaterThan(workspace.appearance().scaleProperty().multiply(LEGEND_NEEDS)));
    legend.managedProperty().bind(legend.visibleProperty());
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox header = new HBox(title, groups, columnButton, space, legend);
    header.getStyleClass().add("pane-header");
    return header;
  }

  private void setUpGroups() {
    groups.setId("waterfall-grouping");
    groups.getStyleClass().add("quiet-menu");
    groups
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> model.choice().groupingProperty().get().title(),
                model.choice().groupingProperty()));
    ToggleGroup choice = new ToggleGroup();
    for (Grouping grouping : Grouping.values()) {
      RadioMenuItem item = new RadioMenuItem(grouping.title());
      item.setToggleGroup(choice);
      item.setSelected(grouping == model.choice().groupingProperty().get());
      item.setOnAction(_ -> model.choice().groupingProperty().set(grouping));
      groups.getItems().add(item);
    }
    CheckMenuItem setUp = new CheckMenuItem(Texts.of("waterfall.set-up-rows"));
    setUp.selectedProperty().bindBidirectional(model.choice().showsSetUpProperty());
    setUp
        .disableProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> model.choice().groupingProperty().get().showsSetUp(),
                model.choice().groupingProperty()));
    groups.getItems().addAll(new SeparatorMenuItem(), setUp);
  }
}
