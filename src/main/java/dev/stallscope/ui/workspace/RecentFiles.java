package dev.stallscope.ui.workspace;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The captures opened last, the newest first. */
public final class RecentFiles {
  private static final int MAX_FILES = 10;
  private static final String KEY = "recent.";

  private final RecentTexts texts;
  private final ObservableList<Path> files = FXCollections.observableArrayList();

  /** Kept, since a list does not keep those that show it, nor whoever listens to them. */
  private final ObservableList<Path> shown = FXCollections.unmodifiableObservableList(files);

  RecentFiles(Settings settings) {
    texts = new RecentTexts(settings, KEY, MAX_FILES);
    texts.texts().forEach(this::restore);
  }

  /** The files; changes when one is added. */
  public ObservableList<Path> files() {
    return shown;
  }

  void add(List<Path> opened) {
    texts.add(opened.stream().map(file -> file.toAbsolutePath().normalize().toString()).toList());
    files.clear();
    texts.texts().forEach(this::restore);
  }

  /** Forgets all. */
  public void clear() {
    texts.clear();
    files.clear();
  }

  private void restore(String text) {
    try {
      files.add(Path.of(text));
    } catch (InvalidPathException _) {
      // written by another system; there is nothing to open
    }
  }
}
