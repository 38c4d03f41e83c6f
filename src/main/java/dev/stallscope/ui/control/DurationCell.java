package dev.stallscope.ui.control;

import dev.stallscope.time.DurationText;
import javafx.scene.control.TableCell;

/** A duration in nanoseconds, right-aligned with its unit; empty for a negative one. */
public final class DurationCell<S> extends TableCell<S, Number> {
  public DurationCell() {
    getStyleClass().add("number-cell");
  }

  @Override
  protected void updateItem(Number nanos, boolean isEmpty) {
    super.updateItem(nanos, isEmpty);
    setText(
        isEmpty || nanos == null || nanos.longValue() < 0
            ? null
            : DurationText.of(nanos.longValue()));
  }
}
