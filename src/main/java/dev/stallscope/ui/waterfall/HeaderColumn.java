package dev.stallscope.ui.waterfall;

import dev.stallscope.chart.Tone;
import dev.stallscope.chart.WaterfallColumns;
import dev.stallscope.ui.text.Texts;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A header field of the answer.
 *
 * @param name of the field, lower case
 */
public record HeaderColumn(String name) implements RowColumn {
  private static final double WIDTH = 118;
  private static final String KEPT = "header:";

  /** What is compared as a number; an answer may lack the header. */
  private static final Pattern COUNT = Pattern.compile("\\d{0,18}");

  /** RFC 9110 section 5.6.2, in lower case; of such a length that it can be shown. */
  private static final Pattern TOKEN = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]{1,60}");

  /** The column of a field's name; empty where it is none. */
  static Optional<RowColumn> named(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    return TOKEN.matcher(plain).matches() ? Optional.of(new HeaderColumn(plain)) : Optional.empty();
  }

  static Optional<RowColumn> of(String kept) {
    return kept.startsWith(KEPT) ? named(kept.substring(KEPT.length())) : Optional.empty();
  }

  @Override
  public Comparator<Integer> order(ExchangeTable table) {
    String[] values =
        IntStream.range(0, table.size())
            .mapToObj(id -> table.header(id, name))
            .toArray(String[]::new);
    boolean isCount = Arrays.stream(values).allMatch(value -> COUNT.matcher(value).matches());
    Comparator<String> order =
        isCount ? Comparator.comparingLong(HeaderColumn::count) : String.CASE_INSENSITIVE_ORDER;
    return Comparator.comparing(
        id -> values[id], Comparator.comparing(String::isEmpty).thenComparing(order));
  }

  private static long count(String digits) {
    return digits.isEmpty() ? 0 : Long.parseLong(digits);
  }

  @Override
  public boolean isLargestFirst() {
    return false;
  }

  @Override
  public WaterfallColumns.Extra extra() {
    return new WaterfallColumns.Extra(WIDTH, isText(), Tone.DIM);
  }

  @Override
  public boolean isText() {
    return true;
  }

  @Override
  public String id() {
    return "header-" + name;
  }

  @Override
  public String kept() {
    return KEPT + name;
  }

  /** The name as it is written in documents: {@code Cache-Control}. */
  @Override
  public String title() {
    return Arrays.stream(name.split("(?<=-)"))
        .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
        .collect(Collectors.joining());
  }

  @Override
  public String explanation() {
    return Texts.of("waterfall.column-help.header", title());
  }
}
