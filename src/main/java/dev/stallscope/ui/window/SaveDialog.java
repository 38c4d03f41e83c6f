package dev.stallscope.ui.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.Window;

/** Asks the user for a file to write. */
@FunctionalInterface
public interface SaveDialog {
  /**
   * The chosen file, which has one of the endings, or none.
   *
   * @param proposed where to begin, without an ending
   * @param endings what it may end in, the usual first: {@code png}
   */
  Optional<Path> ask(Window owner, Path proposed, List<String> endings);
}
