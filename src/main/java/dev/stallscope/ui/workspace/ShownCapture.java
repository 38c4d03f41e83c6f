package dev.stallscope.ui.workspace;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.ui.text.Texts;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The capture that is on screen. One that takes its place gets what was selected and marked, and
 * the old one is closed.
 */
final class ShownCapture {
  private final Selection selection;
  private final Marks marks;
  private final BackgroundTasks tasks;
  private final Consumer<String> problem;
  private final ReadOnlyObjectWrapper<@Nullable OpenCapture> capture =
      new ReadOnlyObjectWrapper<>();

  /**
   * None at first.
   *
   * @param problem hears what goes wrong where a capture is closed, in a sentence
   */
  ShownCapture(Selection selection, Marks marks, BackgroundTasks tasks, Consumer<String> problem) {
    this.selection = selection;
    this.marks = marks;
    this.tasks = tasks;
    this.problem = problem;
  }

  ReadOnlyObjectProperty<@Nullable OpenCapture> property() {
    return capture.getReadOnlyProperty();
  }

  @Nullable Analysis analysis() {
    OpenCapture open = capture.get();
    return open == null ? null : open.analysis();
  }

  /** Another state of what is open: what is selected stays so, as far as it is in it. */
  void show(OpenCapture next) {
    OpenCapture before = capture.get();
    if (before != null) {
      marks.carryOver(before, next);
    }
    selection.carryOver(before, next, () -> replace(next));
  }

  /** Nothing is open any more. */
  void clear() {
    selection.clear();
    marks.clear();
    replace(null);
  }

  private void replace(@Nullable OpenCapture next) {
    OpenCapture old = capture.get();
    capture.set(next);
    if (old != null) {
      release(old);
    }
  }

  /**
   * Closes what is not on screen; not on the FX thread, since that may delete what was unpacked.
   */
  void release(OpenCapture old) {
    tasks
        .lane()
        .submit(
            () -> {
              old.close();
              return old;
            },
            _ -> {},
            failure -> problem.accept(Texts.of("problem.close", failure)));
  }
}
