package dev.stallscope.ui.findings;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.ui.control.Action;
import dev.stallscope.ui.control.CopiedText;
import dev.stallscope.ui.control.Pane;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Workspace;
import java.util.List;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The findings by time lost, and under them the selected one as prose. */
public final class FindingsView implements Pane {
  private static final int MAX_VISIBLE_ROWS = 6;
  private static final double MIN_PROSE_HEIGHT = 180;

  /** Below the prose, what was checked is unfolded where so much is free, at the designed size. */
  private static final double ROOM_FOR_CHECKS = 240;

  private final Workspace workspace;
  private final FindingsViewModel model;
  private final FindingProse prose;
  private final ListView<Finding> list;
  private final Label summary = new Label();
  private final Label checks = new Label();
  private final VBox story = new VBox();
  private final Verdicts well;
  private final VBox below;
  private final ScrollPane scroll;
  private final VBox root;
  private boolean isFollowing;
  private @Nullable Finding told;

  public FindingsView(Workspace workspace) {
    this.workspace = workspace;
    model = new FindingsViewModel(workspace);
    prose = new FindingProse(model, CopiedText::put);
    list = new ListView<>(model.shown());
    setUpList(workspace);
    well = new Verdicts("findings.clear", Feather.CHECK, model.clear());
    below =
        new VBox(
            story,
            well.node(),
            new Verdicts("findings.not-judged", Feather.MINUS, model.notJudged()).node());
    // or one long word would make everything wider than its place
    below.setMinWidth(0);
    scroll = new ScrollPane(below);
    scroll.setFitToWidth(true);
    // the list has what it wants first, the prose gets all the rest
    scroll.setPrefHeight(0);
    scroll.setMinHeight(MIN_PROSE_HEIGHT);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    root = new VBox(header(), list, scroll);
    root.getStyleClass().add("findings");
    workspace.filesProperty().addListener((_, _, _) -> well.fold());
    root.sceneProperty()
        .addListener(
            (_, _, scene) -> {
              if (scene != null) {
                scene.addPostLayoutPulseListener(this::unfold);
              }
            });
    model.selection().selectedProperty().addListener((_, _, _) -> followSelection());
    model.shown().addListener((ListChangeListener<Finding>) _ -> showList());
    model.notJudged().addListener((ListChangeListener<Verdict>) _ -> showList());
    showList();
    followSelection();
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void focus() {
    list.requestFocus();
  }

  @Override
  public List<Action> actions() {
    return List.of(
        Action.of("finding.next", "F8", model::next),
        Action.of("finding.previous", "F7", model::previous),
        Action.of("finding.hide", "Shortcut+H", () -> withSelected(model::hide)),
        Action.of("finding.show-only", "", () -> withSelected(model::showOnly)),
        Action.of("finding.undo", "Shortcut+Z", model::undo, model.canUndoProperty()),
        Action.of("finding.copy", "Shortcut+Shift+C", this::copySelected),
        Action.of("finding.copy-all", "", () -> CopiedText.put(model.markdown())));
  }

  private void setUpList(Workspace workspace) {
    list.setId("findings-list");
    list.setCellFactory(_ -> new FindingCell(model));
    FindingRows heights = new FindingRows(workspace.appearance(), list.widthProperty());
    list.fixedCellSizeProperty().bind(heights.height(model.shown(), model));
    list.setAccessibleText(Texts.of("pane.findings"));
    ContextMenu menu = new ContextMenu();
    actions().forEach(action -> menu.getItems().add(action.buttonItem()));
    list.setContextMenu(menu);
    list.getSelectionModel()
        .selectedItemProperty()
        .addListener(
            (_, _, finding) -> {
              if (finding != null && !isFollowing) {
                model.selection().select(finding);
              }
            });
  }

  private HBox header() {
    summary.getStyleClass().add("strong");
    checks.getStyleClass().addAll("dim", "secondary");
    checks.setMinWidth(0);
    summary.setMinWidth(Region.USE_PREF_SIZE);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox header = new HBox(summary, space, checks);
    header.getStyleClass().add("pane-header");
    return header;
  }

  private void showList() {
    summary.setText(model.summary());
    checks.setText(Texts.of("findings.checks", model.clear().size(), model.notJudged().size()));
    int rows = Math.clamp(model.shown().size(), 0, MAX_VISIBLE_ROWS);
    list.prefHeightProperty().bind(list.fixedCellSizeProperty().multiply(rows).add(2));
    list.minHeightProperty().bind(list.fixedCellSizeProperty().multiply(Math.min(rows, 2)));
    list.setVisible(rows > 0);
    list.setManaged(rows > 0);
    followSelection();
  }

  /** Shows what was checked where it is that or an empty half of the pane. */
  private void unfold() {
    double height = scroll.getViewportBounds().getHeight();
    boolean isLaidOut = height > 0 && below.getHeight() > 0 && !model.clear().isEmpty();
    double needed = ROOM_FOR_CHECKS * workspace.appearance().scaleProperty().get();
    if (isLaidOut
        && workspace.readingProperty().get() == null
        && height - below.getHeight() >= needed) {
      well.unfold();
    }
  }

  private void followSelection() {
    isFollowing = true;
    Finding finding = model.selected();
    if (finding == null) {
      list.getSelectionModel().clearSelection();
    } else {
      list.getSelectionModel().select(finding);
    }
    isFollowing = false;
    // the same finding is not told again, so that a click on its packet leaves the text in place
    if (finding == null || !finding.equals(told)) {
      told = finding;
      story.getChildren().setAll(finding == null ? nothing() : prose.of(finding));
    }
  }

  private Node nothing() {
    Label sentence =
        new Label(
            Texts.of(
                !model.shown().isEmpty()
                    ? "findings.none-selected"
                    : model.canUndoProperty().get() ? "findings.all-hidden" : "findings.all-well"));
    sentence.setWrapText(true);
    sentence.getStyleClass().addAll("dim", "prose-box");
    return sentence;
  }

  private void withSelected(Consumer<Finding> action) {
    Finding finding = model.selected();
    if (finding != null) {
      action.accept(finding);
    }
  }

  private void copySelected() {
    withSelected(finding -> CopiedText.put(FindingMarkdown.of(finding)));
  }
}
