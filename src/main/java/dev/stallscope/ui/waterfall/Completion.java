package dev.stallscope.ui.waterfall;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the word before the caret of a filter can go on: with a key, or with a value that occurs.
 *
 * @param text what is offered
 * @param from where in the filter it begins
 */
record Completion(String text, int from) {
  private static final int MOST = 8;

  /** What can stand at the caret; nothing where the word is whole already. */
  static List<Completion> of(String filter, int caret, ExchangeTable table) {
    int start = caret;
    while (start > 0 && !Character.isWhitespace(filter.charAt(start - 1))) {
      start--;
    }
    if (start < caret && RowFilter.isNot(filter.substring(start, caret))) {
      start++;
    }
    String word = filter.substring(start, caret).toLowerCase(Locale.ROOT);
    int colon = word.indexOf(':');
    if (colon < 0) {
      return offer(FilterKey.words().stream().map(key -> key + ":"), word, start);
    }
    Optional<FilterKey> key = FilterKey.of(word.substring(0, colon));
    int value = Math.max(colon, word.lastIndexOf('|')) + 1;
    int from = start + value;
    return key.map(known -> offer(known.values(table), word.substring(value), from))
        .orElse(List.of());
  }

  private static List<Completion> offer(Stream<String> texts, String begun, int from) {
    return texts
        .filter(text -> text.length() > begun.length())
        .filter(text -> text.toLowerCase(Locale.ROOT).startsWith(begun))
        .distinct()
        .limit(MOST)
        .map(text -> new Completion(quoted(text), from))
        .toList();
  }

  private static String quoted(String text) {
    return text.contains(" ") ? '"' + text + '"' : text;
  }

  /** The filter with this put in at the caret. */
  String in(String filter, int caret) {
    return filter.substring(0, from) + text + filter.substring(caret);
  }
}
