package dev.stallscope.ui.waterfall;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.ui.control.ChartCell;
import dev.stallscope.ui.control.RowInSight;
import dev.stallscope.ui.control.RowItems;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Workspace;
import java.util.List;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import org.jspecify.annotations.Nullable;

/** The rows: a list that follows the selection and tells it. */
final class WaterfallList {
  private static final double ROW_HEIGHT = 24;
  private static final KeyCombination COPY =
      new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

  private final Workspace workspace;
  private final WaterfallViewModel model;
  private final RowDrawing drawing;
  private final RowActions actions;
  private final SimpleIntegerProperty revision = new SimpleIntegerProperty();
  private final RowItems items = new RowItems();
  private final ListView<Integer> list = new ListView<>(items);
  private final RowInSight inSight = new RowInSight(list);
  private final Label nothing = new Label();
  private final RowFolding folding;
  private long pointedAtNanos;
  private @Nullable OpenCapture shownOf;
  private boolean isFollowing;
  private boolean isTelling;

  WaterfallList(Workspace workspace, WaterfallViewModel model, RowDrawing drawing, RowTexts texts) {
    this.workspace = workspace;
    this.model = model;
    this.drawing = drawing;
    actions = new RowActions(workspace, model, texts, this::chosen);
    folding = new RowFolding(model, list.getSelectionModel()::getSelectedIndex);
    HoverCard card = new HoverCard(model, texts);
    list.setId("waterfall-list");
    list.setAccessibleText(Texts.of("pane.waterfall"));
    list.setAccessibleHelp(Texts.of("waterfall.help"));
    list.setCellFactory(_ -> cell(texts, card));
    list.fixedCellSizeProperty().bind(workspace.appearance().scaleProperty().multiply(ROW_HEIGHT));
    list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    nothing.getStyleClass().add("dim");
    nothing.setWrapText(true);
    list.setPlaceholder(nothing);
    setUpEvents();
    model.rowsProperty().addListener((_, _, rows) -> show(rows));
    model.selection().selectedProperty().addListener((_, _, _) -> follow());
    show(model.rows());
  }

  /** A click on the mark of a heading folds it, as two anywhere on it do. */
  private ChartCell cell(RowTexts texts, HoverCard card) {
    ChartCell cell =
        new ChartCell(new DrawnRows(drawing, texts, card), workspace.appearance(), revision);
    cell.setOnMouseClicked(
        event -> {
          Integer row = cell.getItem();
          if (row != null
              && event.getButton() == MouseButton.PRIMARY
              && drawing.isFoldMark(row, event.getX())) {
            folding.toggleHeading();
            event.consume();
          }
        });
    return cell;
  }

  ListView<Integer> node() {
    return list;
  }

  /** What can be done with the chosen rows. */
  RowActions actions() {
    return actions;
  }

  /** Of so many rows at the designed size. */
  static double height(int rows) {
    return rows * ROW_HEIGHT;
  }

  /** Draws all visible rows again. */
  void redraw() {
    revision.set(revision.get() + 1);
  }

  private List<Integer> chosen() {
    return list.getSelectionModel().getSelectedIndices().stream()
        .filter(row -> row >= 0 && row < model.rows().size())
        .sorted()
        .toList();
  }

  private void setUpEvents() {
    list.getSelectionModel()
        .selectedIndexProperty()
        .addListener((_, _, row) -> tell(row.intValue()));
    list.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    PointedRow.follow(list, model::relate);
    model.relatedProperty().addListener((_, _, _) -> redraw());
    list.setOnMouseClicked(
        event -> {
          if (event.getClickCount() == 2 && event.getButton() == MouseButton.PRIMARY) {
            folding.toggleHeading();
          }
        });
    list.addEventFilter(
        ContextMenuEvent.CONTEXT_MENU_REQUESTED,
        event -> pointedAtNanos = drawing.scale().nanosAt(event.getX()));
    list.setContextMenu(
        new RowMenu(model, actions, folding, () -> model.zeroAt(pointedAtNanos)).node());
  }

  private void key(KeyEvent event) {
    if (COPY.match(event)) {
      actions.copyText();
      event.consume();
    } else if (event.isShortcutDown() || event.isAltDown()) {
      return;
    } else if (event.getCode() == KeyCode.SPACE) {
      folding.toggleGroup();
      event.consume();
    } else if ((event.getCode() == KeyCode.LEFT || event.getCode() == KeyCode.RIGHT)
        && folding.foldHeading(event.getCode() == KeyCode.LEFT)) {
      event.consume();
    }
  }

  private void selectToggled(RowList rows) {
    isFollowing = true;
    folding.takeToggled(rows).ifPresent(list.getSelectionModel()::clearAndSelect);
    isFollowing = false;
  }

  /** What has grown stays where the user has scrolled it to. */
  private void show(RowList rows) {
    OpenCapture capture = workspace.capture();
    boolean hasGrown = capture != null && shownOf != null && !capture.equals(shownOf);
    shownOf = capture;
    if (hasGrown) {
      inSight.leave();
    }
    isFollowing = true;
    items.resize(rows.size());
    isFollowing = false;
    nothing.setText(Texts.of(rows.total() == 0 ? "waterfall.no-exchanges" : "waterfall.no-match"));
    redraw();
    select(!hasGrown);
    selectToggled(rows);
  }

  private void tell(int row) {
    if (!isFollowing && row >= 0) {
      isTelling = true;
      model.select(row);
      isTelling = false;
    }
  }

  /** Rows of a capture that has grown come a moment after it, and are selected then. */
  private void follow() {
    if (!model.selection().isCarryingOver()) {
      redraw();
      if (!isTelling) {
        select(true);
      }
    }
  }

  private void select(boolean isNew) {
    isFollowing = true;
    int row = model.selectedRow();
    if (row < 0) {
      list.getSelectionModel().clearSelection();
    } else {
      list.getSelectionModel().clearAndSelect(row);
      if (isNew) {
        inSight.seek();
      }
    }
    isFollowing = false;
  }
}
