package dev.stallscope.ui.probe;

import dev.stallscope.probe.ProbeTarget;
import dev.stallscope.report.Labels;
import dev.stallscope.report.Printable;
import dev.stallscope.report.ProbeFact;
import dev.stallscope.ui.control.Action;
import dev.stallscope.ui.control.Choice;
import dev.stallscope.ui.control.EmptyState;
import dev.stallscope.ui.control.Fact;
import dev.stallscope.ui.control.FactsView;
import dev.stallscope.ui.control.KeptShare;
import dev.stallscope.ui.control.Pane;
import dev.stallscope.ui.control.PhaseLegend;
import dev.stallscope.ui.control.versions.VersionsView;
import dev.stallscope.ui.control.versions.VersionsViewModel;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Appearance;
import dev.stallscope.ui.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The page that asks URLs. */
public final class ProbeView implements Pane {
  private static final double LIST_SHARE = 0.21;

  /** Of the page for the runs, however few there are, and however many. */
  private static final double LEAST_RUNS = 0.05;

  private static final double MOST_RUNS = 0.5;
  private static final double FACTS_SHARE = 0.33;

  private final ProbeViewModel model;
  private final RunsViewModel runs;
  private final ProbeVersions versions;
  private final ProbeBar bar;
  private final ListView<ProbeEntry> list = new ListView<>();
  private final FactsView facts = new FactsView("probe-facts");
  private final SumsView sums;
  private final SplitPane below = new SplitPane();
  private final SplitPane parts = new SplitPane();
  private final Label title = new Label();
  private final Label failure = new Label();
  private final MenuButton share = new MenuButton(Texts.of("probe.share"));
  private final BooleanBinding isChosen;
  private final Label empty = EmptyState.of(Texts.of("probe.empty"));
  private final StackPane page = new StackPane();
  private final BorderPane root = new BorderPane();

  public ProbeView(Workspace workspace) {
    model = new ProbeViewModel(workspace);
    runs = new RunsViewModel(model);
    versions = new ProbeVersions(model);
    bar = new ProbeBar(model, new OptionsView(model.form()));
    sums = new SumsView(runs, workspace.appearance());
    isChosen = model.chosenProperty().isNotNull();
    SplitPane split = new SplitPane(session(), result(workspace));
    split.setDividerPositions(LIST_SHARE);
    split.visibleProperty().bind(isChosen);
    empty.setId("probe-empty");
    page.getChildren().setAll(empty, split);
    empty.visibleProperty().bind(isChosen.not());
    root.setTop(bar.node());
    root.setCenter(page);
    root.getStyleClass().add("proof-pane");
    model.chosenProperty().addListener((_, _, entry) -> choose(entry));
    runs.selectedProperty().addListener((_, _, _) -> show());
    runs.rowsProperty().addListener((_, _, _) -> show());
    runs.packetsProperty().addListener((_, _, _) -> show());
  }

  public ProbeViewModel model() {
    return model;
  }

  /** What is compared of the probes. */
  public VersionsViewModel versions() {
    return versions.versions();
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void focus() {
    model.warmUp();
    bar.focus();
  }

  @Override
  public List<Action> actions() {
    return List.of(
        Action.of("probe.repeat", "Shortcut+R", this::repeat, isChosen),
        Action.of("probe.compare", "Shortcut+Shift+R", model::startComparison),
        Action.of(
            "probe.versions",
            "Shortcut+Shift+V",
            () -> model.comparingProperty().set(!model.comparingProperty().get())),
        Action.of("probe.cancel", "Shortcut+K", model::cancel, model.runningProperty()),
        Action.of("probe.remove", "Shortcut+DELETE", this::remove, isChosen));
  }

  /** Puts ways to hand the result on into the page's header. */
  public void offer(List<Action> ways) {
    ways.forEach(way -> share.getItems().add(way.buttonItem()));
  }

  /**
   * Offers something to ask while there is nothing to look at.
   *
   * @param note what that takes
   */
  public void offerInstead(List<Action> ways, String note) {
    VBox offer = EmptyState.of(empty, ways, note);
    offer.visibleProperty().bind(isChosen.not());
    page.getChildren().addFirst(offer);
  }

  private void repeat() {
    ProbeEntry entry = model.chosenProperty().get();
    if (entry != null) {
      model.repeat(entry);
    }
  }

  private void remove() {
    ProbeEntry entry = model.chosenProperty().get();
    if (entry != null) {
      model.remove(entry);
    }
  }

  private Node session() {
    Label heading = new Label();
    heading
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> Texts.of("probe.count", model.entries().size()), model.entries()));
    heading.getStyleClass().add("strong");
    HBox header = new HBox(heading);
    header.getStyleClass().add("pane-header");
    list.setId("probe-list");
    list.setAccessibleText(Texts.of("probe.session"));
    list.setItems(model.entries());
    list.setCellFactory(_ -> new EntryCell());
    list.getSelectionModel()
        .selectedItemProperty()
        .addListener(
            (_, _, entry) -> {
              if (entry != null) {
                model.chosenProperty().set(entry);
              }
            });
    BorderPane session = new BorderPane(list);
    session.getStyleClass().add("probe-session");
    session.setTop(header);
    return session;
  }

  private void choose(@Nullable ProbeEntry entry) {
    if (entry != null) {
      list.getSelectionModel().select(entry);
      title.setText(Printable.of(Labels.REDACTED.text(ProbeTarget.title(entry.plan()))));
    }
  }

  private Node result(Workspace workspace) {
    title.setId("probe-title");
    title.getStyleClass().add("strong");
    title.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(title, Priority.ALWAYS);
    share.setId("probe-share");
    share.setMinWidth(Region.USE_PREF_SIZE);
    share.getStyleClass().addAll("small-button", "share-button");
    HBox header =
        new HBox(
            Choice.of("probe", "steps", "versions", model.comparingProperty()),
            title,
            PhaseLegend.of(),
            share);
    header.getStyleClass().add("pane-header");
    RunsView rows = new RunsView(runs, workspace.appearance(), sums::grow);
    parts.getItems().add(rows.node());
    parts.setOrientation(Orientation.VERTICAL);
    new KeptShare(workspace.settings(), "splitter.probe", LEAST_RUNS, MOST_RUNS)
        .keep(parts, rows.neededHeightProperty());
    parts.visibleProperty().bind(model.comparingProperty().not());
    Node versions = versions(workspace.appearance());
    versions.visibleProperty().bind(model.comparingProperty());
    BorderPane result = new BorderPane(new StackPane(parts, versions));
    result.setTop(new VBox(header, failure()));
    return result;
  }

  private Node versions(Appearance appearance) {
    CheckBox all = new CheckBox();
    all.setId("versions-all");
    all.selectedProperty().bindBidirectional(versions.allProperty());
    HBox bar = new HBox(all);
    bar.getStyleClass().add("pane-header");
    Runnable count =
        () -> {
          all.setText(Texts.of("versions.all", versions.together()));
          bar.setVisible(versions.together() > 1);
          bar.setManaged(bar.isVisible());
        };
    versions.versions().comparisonProperty().addListener((_, _, _) -> count.run());
    count.run();
    VersionsView view = new VersionsView("versions", versions.versions(), appearance);
    BorderPane page = new BorderPane(view.node());
    page.setTop(bar);
    return page;
  }

  private Node failure() {
    failure.setId("probe-failure");
    failure.setWrapText(true);
    HBox box = new HBox(new FontIcon(Feather.ALERT_TRIANGLE), failure);
    box.getStyleClass().addAll("message-bar", "banner");
    box.visibleProperty()
        .bind(failure.textProperty().isNotEmpty().and(model.comparingProperty().not()));
    box.managedProperty().bind(box.visibleProperty());
    return box;
  }

  private void show() {
    failure.setText(Printable.of(runs.failure().orElse("")));
    facts.show(runs.facts().stream().map(ProbeView::fact).toList());
    ProbeEntry entry = model.chosenProperty().get();
    sums.show(entry != null && entry.isRecorded());
    arrange();
  }

  /** No place for what is not known yet. */
  private void arrange() {
    List<Node> known = new ArrayList<>();
    if (!runs.facts().isEmpty()) {
      known.add(facts.node());
    }
    if (!sums.isEmpty()) {
      known.add(sums.node());
    }
    if (!below.getItems().equals(known)) {
      below.getItems().setAll(known);
      below.setDividerPositions(FACTS_SHARE);
    }
    if (known.isEmpty()) {
      parts.getItems().remove(below);
    } else if (!parts.getItems().contains(below)) {
      parts.getItems().add(below);
    }
  }

  private static Fact fact(ProbeFact fact) {
    return new Fact(fact.name(), fact.text(), false);
  }
}
