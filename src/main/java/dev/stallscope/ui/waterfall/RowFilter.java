package dev.stallscope.ui.waterfall;

import dev.stallscope.report.NearNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was typed to choose rows: words that must all match. {@code key:value} looks at one thing,
 * any other word at the label; {@code -} or {@code !} in front turns a word round, {@code |}
 * between values means or, quotes hold a value with blanks together. A value that makes no sense is
 * said by {@link #problem} and its word left out.
 */
record RowFilter(List<Word> words) {
  /** Lets everything through. */
  static final RowFilter NONE = new RowFilter(List.of());

  private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\"?)+");

  /**
   * One word.
   *
   * @param key or null for a word of the label
   * @param values in lower case, one of which must match
   */
  record Word(boolean isNot, @Nullable FilterKey key, List<String> values) {}

  static RowFilter parse(String text) {
    List<Word> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      word(matcher.group()).ifPresent(words::add);
    }
    return new RowFilter(List.copyOf(words));
  }

  private static Optional<Word> word(String typed) {
    boolean isNot = isNot(typed);
    String rest = isNot ? typed.substring(1) : typed;
    int colon = rest.indexOf(':');
    FilterKey key = colon < 0 ? null : FilterKey.of(rest.substring(0, colon)).orElse(null);
    String value = key == null ? rest : rest.substring(colon + 1);
    List<String> values = new ArrayList<>();
    for (String one : value.replace("\"", "").toLowerCase(Locale.ROOT).split("\\|")) {
      if (!one.isEmpty()) {
        values.add(one);
      }
    }
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(new Word(isNot, key, List.copyOf(values)));
  }

  /** Whether a word is turned round. */
  static boolean isNot(String typed) {
    return typed.startsWith("-") || typed.startsWith("!");
  }

  /** The exchanges that all words let through. */
  IntPredicate on(ExchangeTable table) {
    IntPredicate all = _ -> true;
    for (Word word : words) {
      IntPredicate any = null;
      for (String value : word.values()) {
        IntPredicate one = matcher(word.key(), value, table).orElse(null);
        any = any == null ? one : one == null ? any : any.or(one);
      }
      if (any != null) {
        all = all.and(word.isNot() ? any.negate() : any);
      }
    }
    return all;
  }

  /** What is wrong with the first value that makes no sense, or empty. */
  String problem() {
    for (Word word : words) {
      FilterKey key = word.key();
      for (String value : word.values()) {
        if (key != null && key.matcher(value, ExchangeTable.EMPTY).isEmpty()) {
          return key.complaint(value);
        }
      }
    }
    return "";
  }

  /** The key that was meant by the first word that begins like one and has none. */
  Optional<FilterKey> meant() {
    return words.stream()
        .filter(word -> word.key() == null)
        .map(word -> word.values().getFirst())
        .filter(value -> value.indexOf(':') > 0)
        .map(value -> NearNames.of(value.substring(0, value.indexOf(':')), FilterKey.words()))
        .flatMap(near -> near.stream().limit(1))
        .findFirst()
        .flatMap(FilterKey::of);
  }

  private static Optional<IntPredicate> matcher(
      @Nullable FilterKey key, String value, ExchangeTable table) {
    return key == null
        ? Optional.of(id -> table.label(id).toLowerCase(Locale.ROOT).contains(value))
        : key.matcher(value, table);
  }
}
