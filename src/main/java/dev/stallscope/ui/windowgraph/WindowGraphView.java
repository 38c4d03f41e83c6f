package dev.stallscope.ui.windowgraph;

import dev.stallscope.measure.Layer;
import dev.stallscope.ui.control.Action;
import dev.stallscope.ui.control.Pane;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Workspace;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The window graph of the selected connection, over TCP or QUIC with what chooses and moves it. */
public final class WindowGraphView implements Pane {
  private static final double ZOOM = 1.5;

  private final WindowGraphViewModel model;
  private final GraphCanvas canvas;
  private final Label title = new Label();
  private final Label number = new Label();
  private final Label facts = new Label();
  private final Label vacancy = new Label();
  private final VBox root;

  public WindowGraphView(Workspace workspace) {
    model = new WindowGraphViewModel(workspace);
    canvas = new GraphCanvas(model, workspace.appearance());
    vacancy.setId("graph-vacancy");
    vacancy.getStyleClass().add("dim");
    vacancy.setWrapText(true);
    StackPane place = new StackPane(canvas.node(), vacancy);
    place.getStyleClass().add("graph-place");
    place.setMinSize(0, 0);
    VBox.setVgrow(place, Priority.ALWAYS);
    root = new VBox(new GraphHeader(way(), facts, tools()).node(), place);
    root.getStyleClass().add("graph-pane");
    setUpMenu();
    model.graphProperty().addListener((_, _, _) -> show());
    model.viewportProperty().addListener((_, _, _) -> canvas.redraw());
    model.vacancyProperty().addListener((_, _, _) -> show());
    model.choice().absoluteProperty().addListener((_, _, _) -> canvas.redraw());
    model.choice().legendProperty().addListener((_, _, _) -> canvas.redraw());
    workspace.selection().selectedProperty().addListener((_, _, _) -> canvas.redraw());
    workspace.selection().zeroNanosProperty().addListener((_, _, _) -> canvas.redraw());
    show();
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public boolean proves(Layer layer) {
    return layer == Layer.TCP || layer == Layer.HTTP || layer == Layer.APPLICATION;
  }

  @Override
  public void focus() {
    canvas.node().requestFocus();
  }

  @Override
  public List<Action> actions() {
    return List.of(
        Action.of(
            "graph.next-connection",
            "Alt+Page Down",
            model::nextConnection,
            model.hasConnections()),
        Action.of(
            "graph.previous-connection",
            "Alt+Page Up",
            model::previousConnection,
            model.hasConnections()),
        Action.of("graph.next-packet", "Shortcut+PERIOD", () -> model.step(true), model.isShown()),
        Action.of(
            "graph.previous-packet", "Shortcut+COMMA", () -> model.step(false), model.isShown()),
        Action.of("graph.direction", "Shortcut+D", model::switchDirection, model.isShown()),
        Action.toggle(
            "graph.absolute",
            "Alt+Shift+S",
            model.choice().absoluteProperty(),
            model.hasSequenceNumbers()),
        Action.toggle(
            "graph.legend", "Alt+Shift+L", model.choice().legendProperty(), model.isShown()),
        Action.toggle(
            "graph.crosshair", "Alt+Shift+X", model.choice().crosshairProperty(), model.isShown()),
        Action.toggle(
            "graph.drag-moves", "Alt+Shift+M", model.choice().dragMovesProperty(), model.isShown()),
        Action.of("graph.all", "Alt+HOME", model::showAll, model.isShown()),
        Action.of("graph.zoom-in", "Alt+PLUS", () -> canvas.zoomTime(ZOOM), model.isShown()),
        Action.of("graph.zoom-out", "Alt+MINUS", () -> canvas.zoomTime(1 / ZOOM), model.isShown()),
        Action.of(
            "graph.taller", "Alt+Shift+PLUS", () -> canvas.zoomSequence(ZOOM), model.isShown()),
        Action.of(
            "graph.flatter",
            "Alt+Shift+MINUS",
            () -> canvas.zoomSequence(1 / ZOOM),
            model.isShown()));
  }

  private void setUpMenu() {
    ContextMenu menu = new ContextMenu();
    // shown with their keys, which those of the menu bar make work
    actions().forEach(action -> menu.getItems().add(action.menuItem()));
    canvas
        .node()
        .setOnContextMenuRequested(
            event -> menu.show(canvas.node(), event.getScreenX(), event.getScreenY()));
  }

  /** Which connection and direction it is, and what leads to others. */
  private HBox way() {
    title.setId("graph-title");
    title.getStyleClass().add("strong");
    facts.setId("graph-facts");
    facts.getStyleClass().addAll("dim", "secondary");
    number.getStyleClass().addAll("dim", "secondary");
    number.setMinWidth(Region.USE_PREF_SIZE);
    facts.setTooltip(new Tooltip());
    facts.getTooltip().textProperty().bind(facts.textProperty());
    title.setMinWidth(0);
    facts.setMinWidth(0);
    return new HBox(
        button("previous-connection", Feather.CHEVRON_LEFT, model::previousConnection),
        number,
        button("next-connection", Feather.CHEVRON_RIGHT, model::nextConnection),
        title,
        button("direction", Feather.REPEAT, model::switchDirection));
  }

  private HBox tools() {
    return new HBox(absolute(), all());
  }

  private static Button button(String id, Feather icon, Runnable action) {
    Button button = new Button(null, new FontIcon(icon));
    button.getStyleClass().addAll("small-button", "flat", "icon-button");
    button.setOnAction(_ -> action.run());
    name(button, id);
    return button;
  }

  private static void name(ButtonBase button, String id) {
    button.setId("graph-" + id);
    button.setMinWidth(Region.USE_PREF_SIZE);
    String words = Texts.of("action.graph." + id);
    button.setTooltip(new Tooltip(words));
    button.setAccessibleText(words);
  }

  private ToggleButton absolute() {
    ToggleButton button = new ToggleButton(Texts.of("graph.absolute"));
    button.getStyleClass().add("small-button");
    name(button, "absolute");
    button.selectedProperty().bindBidirectional(model.choice().absoluteProperty());
    button.disableProperty().bind(model.hasSequenceNumbers().not());
    return button;
  }

  private Button all() {
    Button button = new Button(Texts.of("graph.all"));
    button.getStyleClass().add("small-button");
    name(button, "all");
    button.setOnAction(_ -> model.showAll());
    button.disableProperty().bind(model.isShown().not());
    return button;
  }

  private void show() {
    boolean isShown = model.graphProperty().get() != null;
    title.setText(isShown ? model.text().title() : Texts.of("graph.none"));
    number.setText(model.text().number());
    facts.setText(model.text().facts());
    vacancy.setText(
        switch (model.vacancyProperty().get()) {
          case NOTHING_SELECTED -> Texts.of("graph.vacancy.nothing-selected");
          case NO_CONNECTION -> Texts.of("graph.vacancy.no-connection");
          case NO_CONNECTIONS -> Texts.of("graph.vacancy.no-connections");
          case READING -> Texts.of("graph.vacancy.reading");
          case NONE -> "";
        });
    vacancy.setVisible(!isShown);
    canvas.node().setVisible(isShown);
    canvas.redraw();
  }
}
