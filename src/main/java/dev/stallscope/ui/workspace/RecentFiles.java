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

  private final Settings settings;
  private final ObservableList<Path> files = FXCollections.observableArrayList();

  RecentFiles(Settings settings) {
    this.settings = settings;
    for (int i = 0; i < MAX_FILES; i++) {
      settings.text(KEY + i).ifPresent(this::restore);
    }
  }

  /** The files; changes when one is added. */
  public ObservableList<Path> files() {
    return FXCollections.unmodifiableObservableList(files);
  }

  void add(List<Path> opened) {
    for (Path file : opened.reversed()) {
      Path absolute = file.toAbsolutePath().normalize();
      files.remove(absolute);
      files.addFirst(absolute);
    }
    while (files.size() > MAX_FILES) {
      files.removeLast();
    }
    save();
  }

  /** Forgets all. */
  public void clear() {
    files.clear();
    save();
  }

  private void save() {
    for (int i = 0; i < MAX_FILES; i++) {
      settings.put(KEY + i, i < files.size() ? files.get(i).toString() : "");
    }
  }

  private void restore(String text) {
    try {
      files.add(Path.of(text));
    } catch (InvalidPathException _) {
      // written by another system; there is nothing to open
    }
  }
}
