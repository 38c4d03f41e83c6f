package dev.stallscope.app;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What somebody may have meant who wrote a name that is none. */
final class NearNames {
  private static final int MAX_NAMES = 3;

  /** Letters wrong in a word that is still recognised: one in three. */
  private static final int LETTERS_PER_MISTAKE = 3;

  private NearNames() {}

  /** The nearest first: names that are or begin almost so, then names that share a word. */
  static List<String> of(String wanted, List<String> names) {
    String plain = wanted.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
    int tolerated = plain.length() / LETTERS_PER_MISTAKE;
    return names.stream()
        .filter(name -> distance(plain, name) <= tolerated || sharedWords(plain, name) > 0)
        .filter(_ -> !plain.isBlank())
        .sorted(
            Comparator.comparing((String name) -> distance(plain, name) > tolerated)
                .thenComparingLong(name -> -sharedWords(plain, name))
                .thenComparingInt(name -> distance(plain, name)))
        .limit(MAX_NAMES)
        .toList();
  }

  private static int distance(String wanted, String name) {
    String beginning = name.substring(0, Math.min(name.length(), wanted.length()));
    return Math.min(mistakes(wanted, name), mistakes(wanted, beginning));
  }

  private static long sharedWords(String wanted, String name) {
    Set<String> words = Set.copyOf(List.of(name.split("-")));
    return List.of(wanted.split("-")).stream().distinct().filter(words::contains).count();
  }

  /** Levenshtein's distance. */
  private static int mistakes(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
