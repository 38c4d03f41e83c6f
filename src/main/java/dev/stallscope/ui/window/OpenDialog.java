package dev.stallscope.ui.window;

import java.nio.file.Path;
import java.util.List;
import javafx.stage.Window;

/** Asks the user for captures to open. */
@FunctionalInterface
public interface OpenDialog {
  /** The chosen files, or none. */
  List<Path> ask(Window owner);

  /** Asks for key logs instead. */
  default List<Path> askForKeys(Window owner) {
    return ask(owner);
  }
}
