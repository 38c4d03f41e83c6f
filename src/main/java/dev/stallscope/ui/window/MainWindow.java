package dev.stallscope.ui.window;

import dev.stallscope.capture.FileNames;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.report.KeysPage;
import dev.stallscope.ui.control.Action;
import dev.stallscope.ui.demo.DemoViewModel;
import dev.stallscope.ui.growth.GrowthBar;
import dev.stallscope.ui.growth.GrowthViewModel;
import dev.stallscope.ui.livecapture.SystemCapturing;
import dev.stallscope.ui.packets.PacketsView;
import dev.stallscope.ui.probe.ProbeView;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.theme.Stylesheets;
import dev.stallscope.ui.versions.CaptureVersionsView;
import dev.stallscope.ui.waterfall.WaterfallView;
import dev.stallscope.ui.workspace.Appearance;
import dev.stallscope.ui.workspace.Selection;
import dev.stallscope.ui.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.application.Platform;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

/** The main window. */
public final class MainWindow {
  private final Stage stage;
  private final Workspace workspace;
  private final OpenDialog openDialog;
  private final FileExport files;
  private final Desk desk;
  private final ProbeView probe;
  private final BooleanProperty probing = new SimpleBooleanProperty();
  private final StackPane probePage = new StackPane();
  private final KeyMap keyMap;
  private final LiveWindow live;
  private final DemoWindow demo;
  private final GrowthViewModel growth;
  private final QuitCard quit;
  private final PacketCard packetCard;

  private MainWindow(
      Stage stage,
      Workspace workspace,
      List<Sample> samples,
      OpenDialog openDialog,
      SaveDialog saveDialog) {
    this.stage = stage;
    this.workspace = workspace;
    this.openDialog = openDialog;
    files = new FileExport(workspace, stage, saveDialog);
    desk = new Desk(workspace, PaneCatalogue.panes());
    DemoViewModel server = new DemoViewModel(workspace);
    live = new LiveWindow(workspace, files, new SystemCapturing(), server);
    growth = new GrowthViewModel(workspace, live::isShown, workspace.clock());
    quit = new QuitCard(live.model(), stage::close);
    packetCard = new PacketCard(workspace, this::goTo);
    probe = new ProbeView(workspace);
    demo = new DemoWindow(server, live.trial(), probe, this::goToProbe);
    probe.model().onLeave(() -> probing.set(false));
    probePage.setId("pane-probe");
    probePage.setAccessibleText(Texts.of("menu.probe"));
    probePage.visibleProperty().bind(probing);
    OnlyWhenSeen.keep(probePage, probe.node());
    Map<String, List<Action>> ofPanes = desk.actions();
    desk.pane(CaptureVersionsView.class)
        .map(view -> new ComparisonExport(view.versions(), files).actions())
        .ifPresent(exports -> ofPanes.put(Texts.of("pane.versions"), exports));
    desk.pane(CaptureVersionsView.class).ifPresent(demo::offer);
    desk.pane(WaterfallView.class).ifPresent(view -> view.onAsk(this::ask));
    Map<String, List<Action>> actions = actions(ofPanes);
    keyMap = new KeyMap(actions);
    Menus menus = new Menus(workspace, actions, ofPanes.keySet());
    menus.addPictures(Texts.of("menu.file"), pictures());
    menus.addRecent(Texts.of("menu.file"));
    menus.addThemes(Texts.of("menu.view"));
    VBox top =
        new VBox(
            menus.node(),
            toolbar(),
            new Banner(workspace).node(),
            demo.bar(),
            live.bar(),
            new GrowthBar(growth).node(),
            new ReadingBar(workspace).node());
    BorderPane page = new BorderPane(content(samples));
    page.setTop(top);
    page.setBottom(new StatusBar(workspace).node());
    Scene scene =
        new Scene(
            new StackPane(
                page,
                live.card(),
                keyMap.node(),
                packetCard.node(),
                new HelpCard(workspace).node(),
                quit.node()));
    List<Action> all = actions.values().stream().flatMap(List::stream).toList();
    KeyTwins.add(all, scene.getAccelerators());
    KeysFirst.keep(scene, all);
    Stylesheets.keep(scene, workspace.appearance());
    FileDrop.onto(scene, workspace::take);
    stage.setScene(scene);
    workspace.filesProperty().addListener((_, _, files) -> stage.setTitle(title(files)));
    stage.setTitle(title(workspace.filesProperty().get()));
    stage.setOnCloseRequest(
        event -> {
          if (quit.isAsked()) {
            event.consume();
          }
        });
    stage.setOnHidden(_ -> live.close());
    new WindowPlace(stage, workspace.settings()).keep();
  }

  /** Fills the stage and shows it. */
  public static void show(
      Stage stage,
      Workspace workspace,
      List<Sample> samples,
      OpenDialog openDialog,
      SaveDialog saveDialog) {
    new MainWindow(stage, workspace, samples, openDialog, saveDialog);
    stage.show();
  }

  /** The panes while a capture is open, else the start page. */
  private Node content(List<Sample> samples) {
    List<Action> sources = new ArrayList<>(List.of(probe()));
    sources.addAll(live.actions());
    StartPage start = new StartPage(workspace, open(), sources, samples);
    BooleanBinding isOpen = workspace.captureProperty().isNotNull();
    start.node().visibleProperty().bind(isOpen.not().and(probing.not()));
    desk.node().visibleProperty().bind(isOpen.and(probing.not()));
    isOpen.addListener((_, _, isNow) -> Platform.runLater(isNow ? desk::focus : start::focus));
    workspace.filesProperty().addListener((_, _, files) -> leaveProbe(files));
    return new StackPane(start.node(), desk.node(), probePage);
  }

  /** What is opened is shown. */
  private void leaveProbe(List<Path> files) {
    if (!files.isEmpty()) {
      probing.set(false);
    }
  }

  private Map<String, List<Action>> pictures() {
    PaneExport export = new PaneExport(workspace, files);
    Map<String, List<Action>> pictures = new LinkedHashMap<>(desk.pictures(export));
    List<Action> ofProbe = export.actions("probe", probePage, probing);
    pictures.put(Texts.of("menu.probe"), ofProbe);
    probe.offer(ofProbe);
    return pictures;
  }

  private Node toolbar() {
    List<Action> sources = List.of(open(), probe(), live.actions().getFirst());
    Action export = new ReportExport(workspace, files).actions().getFirst();
    return new Toolbar(sources, desk.tools(), probing, export).node();
  }

  private Map<String, List<Action>> actions(Map<String, List<Action>> ofPanes) {
    Map<String, List<Action>> actions = new LinkedHashMap<>();
    actions.put(Texts.of("menu.file"), fileActions());
    actions.put(Texts.of("menu.go"), goActions());
    actions.putAll(ofPanes);
    actions.put(Texts.of("menu.probe"), probeActions());
    actions.put(Texts.of("menu.view"), viewActions());
    actions.put(
        Texts.of("menu.help"),
        List.of(
            Action.of("keys", "F1", () -> keyMap.toggle()),
            Action.of("explain-keys", "", () -> workspace.explain(KeysPage.text()))));
    return actions;
  }

  private Action open() {
    return Action.of("open", "Shortcut+O", () -> workspace.take(openDialog.ask(stage)));
  }

  private Action openKeys() {
    return Action.of(
        "open-keys",
        "Shortcut+Shift+O",
        () -> workspace.take(openDialog.askForKeys(stage)),
        workspace.filesProperty().isNotEqualTo(List.of()));
  }

  private Action probe() {
    return Action.of("probe", "Shortcut+U", this::goToProbe);
  }

  private void goToProbe() {
    probing.set(true);
    Platform.runLater(probe::focus);
  }

  /** Types a request into the form; whether it is made is up to the user. */
  private void ask(HttpRequest request) {
    probe.model().form().type(request);
    goToProbe();
  }

  private List<Action> probeActions() {
    List<Action> exports = new ArrayList<>(new ProbeExport(probe.model(), files).actions());
    exports.addAll(new ComparisonExport(probe.versions(), files).actions());
    probe.offer(exports);
    List<Action> actions = new ArrayList<>(probe.actions());
    actions.addAll(exports);
    actions.addAll(demo.actions());
    return List.copyOf(actions);
  }

  /** Leaves the probes for what is open, else closes that. */
  private void close() {
    if (probing.get()) {
      probing.set(false);
    } else {
      workspace.closeCapture();
    }
  }

  private List<Action> fileActions() {
    List<Action> actions = new ArrayList<>();
    actions.add(open());
    actions.add(probe());
    actions.addAll(live.actions());
    actions.add(openKeys());
    actions.addAll(new KeysExport(workspace, files).actions());
    actions.add(Action.of("read-again", "F5", growth::readAgain, growth.isPossible()));
    actions.addAll(new ReportExport(workspace, files).actions());
    actions.add(
        Action.of(
            "close",
            "Shortcut+W",
            this::close,
            workspace.filesProperty().isNotEqualTo(List.of()).or(probing)));
    actions.add(Action.of("quit", "Shortcut+Q", quit::quit));
    return List.copyOf(actions);
  }

  private List<Action> goActions() {
    Selection selection = workspace.selection();
    List<Action> actions = new ArrayList<>(desk.visits());
    actions.add(
        Action.of(
            "go-to-packet",
            "Shortcut+G",
            packetCard::ask,
            workspace.captureProperty().isNotNull()));
    actions.add(Action.of("back", "Alt+Left", selection::back));
    actions.add(Action.of("forward", "Alt+Right", selection::forward));
    actions.add(
        Action.of(
            "whole-time",
            "Shortcut+Shift+A",
            () -> selection.rangeProperty().set(null),
            selection.rangeProperty().isNotNull()));
    return List.copyOf(actions);
  }

  private void goTo(int packet) {
    probing.set(false);
    desk.visit(PacketsView.class).ifPresent(packets -> packets.goTo(packet));
  }

  private List<Action> viewActions() {
    Appearance appearance = workspace.appearance();
    return List.of(
        Action.of("larger", "Shortcut+PLUS", appearance::enlarge),
        Action.of("smaller", "Shortcut+MINUS", appearance::reduce),
        Action.of("normal-size", "", appearance::resetScale),
        Action.toggle(
            "proofs-only",
            "Shortcut+9",
            desk.proofsOnly(),
            workspace.captureProperty().isNotNull().and(probing.not())));
  }

  private static String title(List<Path> files) {
    if (files.isEmpty()) {
      return Texts.of("window.title");
    }
    return Texts.of("window.title-of", String.join(", ", FileNames.of(files)));
  }
}
