package dev.stallscope.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** What somebody may have meant who wrote a name that is none. */
public final class NearNames {
  private static final int MAX_NAMES = 3;

  /** Letters wrong in a word that is still recognised: one in three. */
  private static final int LETTERS_PER_MISTAKE = 3;

  private NearNames() {}

  /** The nearest first: names that are or begin almost so, then names that share a word. */
  public static List<String> of(String wanted, List<String> names) {
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

  /** Letters too many, missing, other or swapped: the distance of optimal string alignment. */
  private static int mistakes(String one, String other) {
    int[] beforeLast = new int[other.length() + 1];
    int[] last = new int[other.length() + 1];
    int[] row = IntStream.rangeClosed(0, other.length()).toArray();
    for (int i = 1; i <= one.length(); i++) {
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = last[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && isSwapped(one, i, other, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
    }
    return row[other.length()];
  }

  private static boolean isSwapped(String one, int i, String other, int j) {
    return one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
  }
}
