package dev.stallscope.ui.control.detail;

import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.report.Printable;
import dev.stallscope.ui.control.ChartBelow;
import dev.stallscope.ui.control.CopiedText;
import dev.stallscope.ui.control.StepsChart;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Appearance;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * Shows a {@link Detail}, in as many columns as there is room for, and below the course of an
 * exchange.
 */
public final class DetailView {
  /** What a column needs, at the designed size of text. */
  private static final double LEAST_COLUMN = 272;

  /** Wider, names and values would stand too far apart to be read as one line. */
  private static final double MOST_COLUMN = 580;

  private static final KeyCombination COPY = KeyCombination.valueOf("Shortcut+C");

  private final Appearance appearance;
  private final GridPane grid = new GridPane();
  private final StepsChart course;
  private final ChartBelow content;
  private final ScrollPane root = new ScrollPane();
  private Detail detail = Detail.NOTHING;

  /** Nothing is shown yet; the place has an id of its own. */
  public DetailView(String id, Appearance appearance) {
    this.appearance = appearance;
    grid.setId(id);
    grid.getStyleClass().add("detail");
    course = new StepsChart(id + "-course", appearance);
    content = new ChartBelow(grid, grid::prefHeight, course);
    root.setContent(content);
    root.setFitToHeight(true);
    root.setFitToWidth(true);
    root.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    root.setFocusTraversable(false);
    root.widthProperty().addListener((_, _, _) -> arrange());
    appearance.scaleProperty().addListener((_, _, _) -> arrange());
  }

  public Node node() {
    return root;
  }

  /** Shows this in place of what was shown before. */
  public void show(Detail next) {
    if (!next.title().equals(detail.title())) {
      root.setVvalue(0);
    }
    detail = next;
    grid.setAccessibleText(next.title());
    grid.getChildren().clear();
    for (List<Section> column : next.columns()) {
      VBox box = new VBox();
      box.getStyleClass().add("detail-column");
      column.forEach(section -> box.getChildren().add(stop(section)));
      grid.getChildren().add(box);
    }
    arrange();
    course.show(
        next.course().map(Course::title).map(Printable::of).orElse(""),
        next.course().map(Course::phases).orElse(new PhaseTimings(List.of())),
        next.course().map(Course::lost).orElse(List.of()));
    content.requestLayout();
  }

  /** Copies all that is shown as text. */
  public void copy() {
    CopiedText.put(detail.text());
  }

  private void arrange() {
    int parts = grid.getChildren().size();
    double scale = appearance.scaleProperty().get();
    int room = (int) Math.max(1, root.getWidth() / (LEAST_COLUMN * scale));
    int columns = Math.clamp(room, 1, Math.max(1, parts));
    grid.getColumnConstraints().clear();
    for (int column = 0; column < columns; column++) {
      ColumnConstraints constraints = new ColumnConstraints();
      constraints.setPercentWidth(100.0 / columns);
      constraints.setHgrow(Priority.ALWAYS);
      constraints.setMinWidth(0);
      grid.getColumnConstraints().add(constraints);
    }
    grid.setMaxWidth(columns * MOST_COLUMN * scale);
    for (int part = 0; part < parts; part++) {
      Region box = (Region) grid.getChildren().get(part);
      GridPane.setConstraints(box, part % columns, part / columns);
      GridPane.setValignment(box, VPos.TOP);
    }
  }

  /** A section as something that the keyboard can go to, a screen reader says and one can copy. */
  private static Node stop(Section section) {
    VBox box = new SectionView(section).node();
    box.setFocusTraversable(true);
    box.setAccessibleText(section.title() + ". " + section.text().replace("\n", ". "));
    box.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (COPY.match(event)) {
            CopiedText.put(section.text());
            event.consume();
          }
        });
    box.setOnMouseClicked(_ -> box.requestFocus());
    MenuItem all = new MenuItem(Texts.of("detail.copy"));
    all.setAccelerator((KeyCodeCombination) COPY);
    all.setOnAction(_ -> CopiedText.put(section.text()));
    ContextMenu menu = new ContextMenu(all);
    box.setOnContextMenuRequested(
        event -> {
          menu.show(box, event.getScreenX(), event.getScreenY());
          event.consume();
        });
    return box;
  }
}
