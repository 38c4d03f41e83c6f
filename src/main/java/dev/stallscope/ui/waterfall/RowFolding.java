package dev.stallscope.ui.waterfall;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Folds and unfolds the groups of rows, from any row in them. */
final class RowFolding {
  private final WaterfallViewModel model;
  private final IntSupplier chosenRow;
  private @Nullable String toggled;

  /**
   * Nothing is folded by it.
   *
   * @param chosenRow the selected row, or less than 0
   */
  RowFolding(WaterfallViewModel model, IntSupplier chosenRow) {
    this.model = model;
    this.chosenRow = chosenRow;
  }

  /** Folds the group of the selected row, or unfolds it. */
  void toggleGroup() {
    int row = Math.min(chosenRow.getAsInt(), model.rows().size() - 1);
    OptionalInt over = model.rows().headingOver(row);
    if (over.isPresent()) {
      heading(over.getAsInt()).ifPresent(this::toggle);
    }
  }

  /** The same where the selected row is the group's heading. */
  void toggleHeading() {
    heading(chosenRow.getAsInt()).ifPresent(this::toggle);
  }

  /** Folds or unfolds the group whose heading is selected; false if none is. */
  boolean foldHeading(boolean isFolded) {
    Optional<RowList.Heading> heading = heading(chosenRow.getAsInt());
    heading.ifPresent(one -> fold(one, isFolded));
    return heading.isPresent();
  }

  void foldAll() {
    model.choice().foldOnly(model.rows().titles());
  }

  void unfoldAll() {
    model.choice().foldOnly(Set.of());
  }

  /** Where the heading of the group is that was folded or unfolded last; told once. */
  OptionalInt takeToggled(RowList rows) {
    String title = toggled;
    toggled = null;
    return title == null ? OptionalInt.empty() : rows.headingRow(title);
  }

  private Optional<RowList.Heading> heading(int row) {
    return row < 0 || row >= model.rows().size() ? Optional.empty() : model.rows().heading(row);
  }

  private void toggle(RowList.Heading heading) {
    fold(heading, !heading.isFolded());
  }

  /** The heading becomes the selected row, so that the same key unfolds it. */
  private void fold(RowList.Heading heading, boolean isFolded) {
    if (heading.isFolded() != isFolded) {
      toggled = heading.title();
      model.choice().fold(heading.title(), isFolded);
    }
  }
}
