package dev.stallscope.ui.waterfall;

import dev.stallscope.chart.SharedTimeline;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rows in their order: exchanges and headings. Immutable. */
final class RowList {
  /** No row at all. */
  static final RowList EMPTY = new Builder(0, 0).build();

  private final int[] rows;
  private final int[] depths;
  private final int[] rowOfExchange;
  private final List<Heading> headings;
  private final Map<Integer, Heading> folded;
  private final int total;
  private final int groups;

  private RowList(Builder built) {
    rows = Arrays.copyOf(built.rows, built.count);
    depths = Arrays.copyOf(built.depths, built.count);
    headings = List.copyOf(built.headings);
    folded = Map.copyOf(built.folded);
    total = built.total;
    groups = built.groups;
    rowOfExchange = new int[built.exchanges];
    Arrays.fill(rowOfExchange, -1);
    for (int row = 0; row < rows.length; row++) {
      if (rows[row] >= 0) {
        rowOfExchange[rows[row]] = row;
      }
    }
  }

  /**
   * What a group is called.
   *
   * @param title tells it from others
   * @param label what is shown of it, the title included
   * @param span over all of its rows; of a connection from its first packet to its last
   * @param timeline of a connection, what its rows did together
   * @param connection of its first row, or -1
   * @param isFolded whether its rows are left out
   */
  record Heading(
      String title,
      String label,
      TimeSpan span,
      SharedTimeline timeline,
      int connection,
      boolean isFolded) {}

  /** Rows, headings included. */
  int size() {
    return rows.length;
  }

  /** The exchange of a row, or -1 for a heading. */
  int exchange(int row) {
    return Math.max(-1, rows[row]);
  }

  /** The heading in a row, or empty for an exchange. */
  Optional<Heading> heading(int row) {
    return rows[row] >= 0 ? Optional.empty() : Optional.of(headings.get(-1 - rows[row]));
  }

  /** The row of the heading over a row, that of a heading itself included. */
  OptionalInt headingOver(int row) {
    return IntStream.iterate(row, above -> above >= 0, above -> above - 1)
        .filter(above -> rows[above] < 0)
        .findFirst();
  }

  /** Whether rows are in groups. */
  boolean hasHeadings() {
    return !headings.isEmpty();
  }

  /** The titles of all groups. */
  Set<String> titles() {
    return headings.stream().map(Heading::title).collect(Collectors.toUnmodifiableSet());
  }

  /** The row of the heading with a title, if there is one. */
  OptionalInt headingRow(String title) {
    return IntStream.range(0, rows.length)
        .filter(row -> heading(row).filter(one -> one.title().equals(title)).isPresent())
        .findFirst();
  }

  /** How deep a row is nested, from 0. */
  int depth(int row) {
    return depths[row];
  }

  /** The row of an exchange, or -1 if it has none. */
  int row(int exchange) {
    return exchange < 0 || exchange >= rowOfExchange.length ? -1 : rowOfExchange[exchange];
  }

  /** The title of the group in which an exchange is folded away, if it is. */
  Optional<String> foldedTitle(int exchange) {
    return Optional.ofNullable(folded.get(exchange)).map(Heading::title);
  }

  /** Exchanges that have a row, or would have one if their group were not folded. */
  int shown() {
    return rows.length - headings.size() + folded.size();
  }

  /** Exchanges that would have a row without filter and range. */
  int total() {
    return total;
  }

  /** Rows that there would be without filter, range and folding, headings included. */
  int whole() {
    return total + groups;
  }

  /** Collects rows. */
  static final class Builder {
    private final List<Heading> headings = new ArrayList<>();
    private final Map<Integer, Heading> folded = new HashMap<>();
    private final int exchanges;
    private final int total;
    private int[] rows = new int[64];
    private int[] depths = new int[64];
    private int count;
    private int groups;

    /**
     * Nothing yet.
     *
     * @param exchanges in the capture
     * @param total that could have a row
     */
    Builder(int exchanges, int total) {
      this.exchanges = exchanges;
      this.total = total;
    }

    void add(int exchange, int depth) {
      if (count == rows.length) {
        rows = Arrays.copyOf(rows, 2 * count);
        depths = Arrays.copyOf(depths, 2 * count);
      }
      rows[count] = exchange;
      depths[count++] = depth;
    }

    void addHeading(Heading heading) {
      headings.add(heading);
      add(-headings.size(), 0);
    }

    /** Says how many groups there would be without filter and range. */
    void groups(int all) {
      groups = all;
    }

    void fold(int exchange, Heading under) {
      folded.put(exchange, under);
    }

    RowList build() {
      return new RowList(this);
    }
  }
}
