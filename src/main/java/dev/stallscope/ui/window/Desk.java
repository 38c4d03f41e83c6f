package dev.stallscope.ui.window;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.measure.Layer;
import dev.stallscope.ui.control.Action;
import dev.stallscope.ui.control.KeptShare;
import dev.stallscope.ui.control.Pane;
import dev.stallscope.ui.window.PaneSlot.Place;
import dev.stallscope.ui.workspace.Settings;
import dev.stallscope.ui.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableDoubleValue;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import org.jspecify.annotations.Nullable;

/** The docked panes of one window. A place without a pane takes no room. */
final class Desk {
  private static final double STORY_SHARE = 0.26;
  private static final double MAIN_SHARE = 0.52;

  /** What is left to a pane that needs less. */
  private static final double LEAST_SHARE = 0.1;

  private final Settings settings;
  private final ReadOnlyDoubleProperty scale;
  private final Map<PaneSlot, Pane> panes = new LinkedHashMap<>();
  private final TabPane proofs = new TabPane();
  private final TabTitles titles;
  private final BorderPane root = new BorderPane();
  private final FirstFrames firstFrames = new FirstFrames();
  private final ProofsOnly proofsOnly = new ProofsOnly();
  private @Nullable Proved proved;

  /** For which finding of which files a pane was brought to the front last. */
  private record Proved(String rule, List<Path> files) {}

  Desk(Workspace workspace, List<PaneSlot> slots) {
    settings = workspace.settings();
    scale = workspace.appearance().scaleProperty();
    slots.forEach(slot -> panes.put(slot, slot.factory().apply(workspace)));
    proofs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    proofs.setId("proofs");
    titles = new TabTitles(proofs, workspace.appearance());
    panes.forEach(this::name);
    List<Node> top = nodes(Place.TOP);
    if (!top.isEmpty()) {
      root.setTop(top.getFirst());
      proofsOnly.fold(top.getFirst());
    }
    root.setCenter(columns());
    root.addEventHandler(KeyEvent.KEY_TYPED, this::type);
    root.setId("desk");
    firstFrames.begin(root);
    workspace
        .selection()
        .selectedProperty()
        .addListener(
            (_, before, now) ->
                prove(before.finding(), now.finding(), workspace.filesProperty().get()));
  }

  /** Letters that no control wants begin a filter, wherever the keyboard is. */
  private void type(KeyEvent event) {
    String typed = event.getCharacter();
    boolean isWord = !typed.isEmpty() && typed.codePoints().allMatch(Character::isLetter);
    if (isWord
        && !event.isShortcutDown()
        && !event.isAltDown()
        && !(event.getTarget() instanceof TextInputControl)
        && panes.values().stream().anyMatch(pane -> pane.type(typed))) {
      event.consume();
    }
  }

  /**
   * Brings the pane to the front that proves a finding, unless the user looks at a pane that is of
   * use for all of them, or only more of the same files was read.
   */
  private void prove(@Nullable Finding before, @Nullable Finding finding, List<Path> files) {
    Tab front = proofs.getSelectionModel().getSelectedItem();
    if (finding == null || finding.equals(before) || front == null) {
      return;
    }
    Proved now = new Proved(finding.rule().id(), files);
    boolean isReadAgain = before == null && now.equals(proved);
    proved = now;
    if (isReadAgain) {
      return;
    }
    boolean isProof =
        Arrays.stream(Layer.values()).anyMatch(layer -> proving(layer).anyMatch(front::equals));
    if (isProof) {
      proving(finding.rule().layer()).findFirst().ifPresent(proofs.getSelectionModel()::select);
    }
  }

  private Stream<Tab> proving(Layer layer) {
    return panes.values().stream().filter(pane -> pane.proves(layer)).flatMap(this::tab);
  }

  private Stream<Tab> tab(Pane pane) {
    return proofs.getTabs().stream().filter(tab -> pane.node().equals(tab.getContent()));
  }

  Node node() {
    return root;
  }

  /** Puts the keyboard where the story begins. */
  void focus() {
    panes.entrySet().stream()
        .filter(entry -> entry.getKey().place() == Place.STORY)
        .findFirst()
        .ifPresent(entry -> entry.getValue().focus());
  }

  /** What the panes put into the toolbar. */
  List<Node> tools() {
    return panes.values().stream().map(Pane::tool).flatMap(Optional::stream).toList();
  }

  /** An action for each pane that brings the keyboard to it. */
  List<Action> visits() {
    return panes.entrySet().stream()
        .map(
            entry ->
                Action.of(
                    "visit." + entry.getKey().id(),
                    entry.getKey().key(),
                    () -> visit(entry.getValue())))
        .toList();
  }

  /** The actions of each pane that has some, by its title. */
  Map<String, List<Action>> actions() {
    Map<String, List<Action>> actions = new LinkedHashMap<>();
    panes.forEach(
        (slot, pane) -> {
          if (!pane.actions().isEmpty()) {
            actions.put(slot.title(), pane.actions());
          }
        });
    return actions;
  }

  /** The pane of this type, where there is one. */
  <P extends Pane> Optional<P> pane(Class<P> type) {
    return panes.values().stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  /** The pane of this type, brought to the front with the keyboard in it. */
  <P extends Pane> Optional<P> visit(Class<P> type) {
    Optional<P> pane = pane(type);
    pane.ifPresent(this::visit);
    return pane;
  }

  /** What makes pictures of each pane, by its title. */
  Map<String, List<Action>> pictures(PaneExport export) {
    Map<String, List<Action>> pictures = new LinkedHashMap<>();
    panes.forEach(
        (slot, pane) ->
            pictures.put(slot.title(), export.actions(slot.id(), pane.node(), isShown(pane))));
    return pictures;
  }

  /** Whether a pane is on screen: not while nothing is open, nor behind another tab. */
  private ObservableBooleanValue isShown(Pane pane) {
    ObservableValue<Tab> front = proofs.getSelectionModel().selectedItemProperty();
    return Bindings.createBooleanBinding(
        () ->
            root.isVisible()
                && isInFront(pane, front.getValue())
                && !(proofsOnly().get() && isAboveProofs(pane)),
        root.visibleProperty(),
        front,
        proofsOnly());
  }

  private boolean isInFront(Pane pane, @Nullable Tab front) {
    return tab(pane).allMatch(tab -> tab.equals(front));
  }

  private void name(PaneSlot slot, Pane pane) {
    pane.node().setId("pane-" + slot.id());
    pane.node().setAccessibleText(slot.title());
    if (slot.place() == Place.PROOF) {
      Tab tab = new Tab(null, pane.node());
      tab.setId("tab-" + slot.id());
      titles.add(slot, tab);
    }
  }

  private void visit(Pane pane) {
    tab(pane).forEach(proofs.getSelectionModel()::select);
    if (isAboveProofs(pane)) {
      proofsOnly().set(false);
    }
    pane.focus();
  }

  /** Whether the proofs have the whole height of their column. */
  BooleanProperty proofsOnly() {
    return proofsOnly.isOnProperty();
  }

  private boolean isAboveProofs(Pane pane) {
    return panes.entrySet().stream()
        .filter(entry -> entry.getValue().equals(pane))
        .map(entry -> entry.getKey().place())
        .anyMatch(place -> place == Place.TOP || place == Place.MAIN);
  }

  private Node columns() {
    List<Node> right = new ArrayList<>(nodes(Place.MAIN));
    if (!proofs.getTabs().isEmpty()) {
      right.add(proofs);
    }
    List<Node> columns = new ArrayList<>(nodes(Place.STORY));
    columns.replaceAll(firstFrames::later);
    right.replaceAll(firstFrames::later);
    if (!right.isEmpty()) {
      Node column = split("proof", Orientation.VERTICAL, MAIN_SHARE, right, this::neededByMain);
      if (column instanceof SplitPane both) {
        proofsOnly.fold(both);
      }
      columns.add(column);
    }
    return split(
        "story", Orientation.HORIZONTAL, STORY_SHARE, columns, _ -> new SimpleDoubleProperty());
  }

  private ObservableDoubleValue neededByMain(SplitPane column) {
    return RoomForProofs.leave(neededByMain(), column.heightProperty(), scale);
  }

  private ObservableDoubleValue neededByMain() {
    return panes.entrySet().stream()
        .filter(entry -> entry.getKey().place() == Place.MAIN)
        .flatMap(entry -> entry.getValue().neededHeight().stream())
        .findFirst()
        .orElseGet(SimpleDoubleProperty::new);
  }

  /** The parts side by side, the first with its share, which the user may change for good. */
  private Node split(
      String id,
      Orientation orientation,
      double share,
      List<Node> parts,
      Function<SplitPane, ObservableDoubleValue> needed) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    SplitPane split = new SplitPane(parts.toArray(Node[]::new));
    split.setId("split-" + id);
    split.setOrientation(orientation);
    new KeptShare(settings, "splitter." + id, LEAST_SHARE, share).keep(split, needed.apply(split));
    return split;
  }

  private List<Node> nodes(Place place) {
    return panes.entrySet().stream()
        .filter(entry -> entry.getKey().place() == place)
        .map(entry -> entry.getValue().node())
        .toList();
  }
}
