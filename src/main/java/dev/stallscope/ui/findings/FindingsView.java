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
import javafx.scene.Parent;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The findings by time lost, and under them the selected one as prose. */
public final class FindingsView implements Pane {
  private static final int LEAST_VISIBLE_ROWS = 2;
  private static final int MAX_VISIBLE_ROWS = 6;
  private static final double MIN_PROSE_HEIGHT = 180;

  /** Below the prose, what was checked is unfolded where so much is free, at the designed size. */
  private static final double ROOM_FOR_CHECKS = 240;

  private final Workspace workspace;
  private final FindingsViewModel model;
  private final FindingProse prose;
  private final ListView<Finding> list;
  private final FindingRows rows;
  private final Label summary = new Label();
  private final Label checks = new Label();
  private final VBox story = new VBox();
  private final Verdicts well;
  private final VBox below;
  private final ScrollPane scroll;
  private final VBox root;
  private boolean isFollowing;

  /** Whether the list is as high as its rows need at its width. */
  private boolean isFitted;

  private @Nullable Finding told;

  public FindingsView(Workspace workspace) {
    this.workspace = workspace;
    model = new FindingsViewModel(workspace);
    prose = new FindingProse(model, CopiedText::put);
    list = new ListView<>(model.shown());
    rows = new FindingRows(model, workspace.appearance(), list.widthProperty());
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
                scene.addPostLayoutPulseListener(this::afterLayout);
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
        Action.of("finding.show-only", "Shortcut+Shift+H", () -> withSelected(model::showOnly)),
        Action.of("finding.undo", "Shortcut+Z", model::undo, model.canUndoProperty()),
        Action.of("finding.copy", "Shortcut+Shift+C", this::copySelected),
        Action.of("finding.copy-all", "", () -> CopiedText.put(model.markdown())));
  }

  private void setUpList(Workspace workspace) {
    list.setId("findings-list");
    list.setCellFactory(_ -> new FindingCell(model, rows));
    list.widthProperty().addListener((_, _, _) -> isFitted = false);
    workspace.appearance().scaleProperty().addListener((_, _, _) -> fit());
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
    checks.setId("findings-checks");
    checks.setMinWidth(0);
    checks.setWrapText(true);
    checks.setTextAlignment(TextAlignment.RIGHT);
    checks.setMinHeight(Region.USE_PREF_SIZE);
    summary.setMinWidth(Region.USE_PREF_SIZE);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox header = new HBox(summary, space, checks);
    header.getStyleClass().add("pane-header");
    header.setId("findings-header");
    return header;
  }

  private void showList() {
    summary.setText(model.summary());
    checks.setText(Texts.of("findings.checks", model.clear().size(), model.notJudged().size()));
    list.setVisible(!model.shown().isEmpty());
    list.setManaged(!model.shown().isEmpty());
    fit();
    followSelection();
  }

  /** Asking for another height while all is laid out would be overheard. */
  private void afterLayout() {
    if (!isFitted) {
      fit();
    }
    unfold();
  }

  /** Makes room for the first rows, each as high as it is now. */
  private void fit() {
    isFitted = true;
    list.setMinHeight(rows.heightOfFirst(LEAST_VISIBLE_ROWS));
    list.setPrefHeight(rows.heightOfFirst(MAX_VISIBLE_ROWS) + 2);
    if (list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
      forgetHeights(flow);
    }
  }

  /**
   * A list keeps in mind how high rows were, also those that it does not show any more, and shows a
   * scroll bar after they have become lower: it forgets that when the number of its rows changes.
   */
  private static void forgetHeights(VirtualFlow<?> flow) {
    flow.lookupAll(".finding-cell").forEach(cell -> ((Parent) cell).requestLayout());
    int count = flow.getCellCount();
    flow.setCellCount(0);
    flow.setCellCount(count);
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
    Label sentence = new Label(Texts.of(whyNothing()));
    sentence.setWrapText(true);
    sentence.getStyleClass().addAll("dim", "prose-box");
    return sentence;
  }

  private String whyNothing() {
    if (!model.shown().isEmpty()) {
      return "findings.none-selected";
    }
    if (model.canUndoProperty().get()) {
      return "findings.all-hidden";
    }
    return model.clear().isEmpty() ? "findings.none-judged" : "findings.all-well";
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
