package dev.stallscope.ui.control;

import dev.stallscope.report.Printable;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;

/** Facts as names and values. */
public final class FactsView {
  /** One pixel wide; Java breaks no line at one of no width. */
  private static final char HAIR_SPACE = '\u200a';

  private final GridPane grid = new GridPane();
  private final ScrollPane root = new ScrollPane(grid);

  /** No facts yet; the grid has an id of its own. */
  public FactsView(String id) {
    grid.setId(id);
    grid.getStyleClass().add("facts");
    ColumnConstraints names = new ColumnConstraints();
    names.setMinWidth(Region.USE_PREF_SIZE);
    ColumnConstraints values = new ColumnConstraints();
    values.setHgrow(Priority.ALWAYS);
    values.setMinWidth(0);
    grid.getColumnConstraints().addAll(names, values);
    root.setFitToWidth(true);
    root.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
  }

  public Node node() {
    return root;
  }

  /** Shows these in place of those before. */
  public void show(List<Fact> facts) {
    grid.getChildren().clear();
    grid.getRowConstraints().clear();
    for (Fact fact : facts) {
      Label name = new Label(fact.name());
      name.getStyleClass().addAll("dim", "secondary");
      name.setMinWidth(Region.USE_PREF_SIZE);
      Label value = new Label(breakable(Printable.of(fact.value())));
      value.setWrapText(true);
      value.getStyleClass().add("secondary");
      if (fact.isLost()) {
        value.getStyleClass().addAll("lost", "strong");
      }
      RowConstraints row = new RowConstraints();
      row.setValignment(VPos.TOP);
      grid.getRowConstraints().add(row);
      grid.addRow(grid.getRowConstraints().size() - 1, name, value);
    }
    root.setVvalue(0);
  }

  /** A long name such as that of a cipher suite may go on in another line behind an underscore. */
  private static String breakable(String text) {
    return text.replace("_", "_" + HAIR_SPACE);
  }
}
