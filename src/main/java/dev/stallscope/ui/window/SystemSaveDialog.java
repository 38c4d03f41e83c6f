package dev.stallscope.ui.window;

import dev.stallscope.ui.text.Texts;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** The system's own dialog. */
public final class SystemSaveDialog implements SaveDialog {
  @Override
  public Optional<Path> ask(Window owner, Path proposed, List<String> endings) {
    FileChooser chooser = chooser(endings);
    Path parent = proposed.getParent();
    if (parent != null && parent.toFile().isDirectory()) {
      chooser.setInitialDirectory(parent.toFile());
    }
    chooser.setInitialFileName(String.valueOf(proposed.getFileName()));
    File file = chooser.showSaveDialog(owner);
    while (file != null) {
      Path chosen = file.toPath();
      Path whole = withEnding(chosen, endings, chooser.getSelectedExtensionFilter());
      if (whole.equals(chosen) || !whole.toFile().exists()) {
        return Optional.of(whole);
      }
      // the system has not asked whether this one may be written over
      chooser.setInitialFileName(String.valueOf(whole.getFileName()));
      file = chooser.showSaveDialog(owner);
    }
    return Optional.empty();
  }

  private static FileChooser chooser(List<String> endings) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(Texts.of("save.title"));
    for (String ending : endings) {
      chooser
          .getExtensionFilters()
          .add(new FileChooser.ExtensionFilter(Texts.of("save." + ending), "*." + ending));
    }
    return chooser;
  }

  /** What the chosen form ends in, where the user wrote no ending. */
  private static Path withEnding(
      Path file, List<String> endings, FileChooser.ExtensionFilter chosen) {
    String name = String.valueOf(file.getFileName());
    String lower = name.toLowerCase(Locale.ROOT);
    if (endings.stream().anyMatch(ending -> lower.endsWith("." + ending))) {
      return file;
    }
    String pattern = chosen == null ? "*." + endings.getFirst() : chosen.getExtensions().getFirst();
    return file.resolveSibling(name + pattern.substring(1));
  }
}
