package dev.stallscope.ui.workspace;

import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What was typed last, the newest first, kept from run to run. */
public final class RecentTexts {
  private final Settings settings;
  private final String prefix;
  private final int most;
  private final ObservableList<String> texts = FXCollections.observableArrayList();

  /** Kept, since a list does not keep those that show it, nor whoever listens to them. */
  private final ObservableList<String> shown = FXCollections.unmodifiableObservableList(texts);

  /**
   * What is kept under keys that begin with {@code prefix}.
   *
   * @param most how many are kept
   */
  public RecentTexts(Settings settings, String prefix, int most) {
    this.settings = settings;
    this.prefix = prefix;
    this.most = most;
    for (int i = 0; i < most; i++) {
      settings.text(prefix + i).ifPresent(texts::add);
    }
  }

  /** The texts; changes when one is added. */
  public ObservableList<String> texts() {
    return shown;
  }

  /** Puts texts in front, the first first. */
  public void add(List<String> added) {
    for (String text : added.reversed()) {
      texts.remove(text);
      texts.addFirst(text);
    }
    while (texts.size() > most) {
      texts.removeLast();
    }
    for (int i = 0; i < most; i++) {
      settings.put(prefix + i, i < texts.size() ? texts.get(i) : "");
    }
  }

  /** Puts a text in front. */
  public void add(String text) {
    add(List.of(text));
  }

  /** Forgets all. */
  public void clear() {
    texts.clear();
    add(List.of());
  }
}
