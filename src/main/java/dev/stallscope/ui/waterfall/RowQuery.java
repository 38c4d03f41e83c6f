package dev.stallscope.ui.waterfall;

import dev.stallscope.time.TimeSpan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which rows are wanted, and in which order.
 *
 * @param showsSetUp whether set-up has rows of its own where it is drawn in another's bar already
 * @param range the time that rows must touch, or null
 * @param folded titles of the groups of which only the heading is wanted
 * @param pinned exchanges that come first, whatever filter and range say
 */
record RowQuery(
    RowFilter filter,
    Grouping grouping,
    RowOrder order,
    boolean showsSetUp,
    @Nullable TimeSpan range,
    Set<String> folded,
    Set<Integer> pinned) {
  /** All rows by time. */
  static final RowQuery ALL =
      new RowQuery(
          RowFilter.NONE, Grouping.TIME, RowOrder.BY_START, false, null, Set.of(), Set.of());

  /** The rows; some milliseconds for ten thousand. */
  RowList rows(ExchangeTable table) {
    boolean isApart = showsSetUp || grouping.showsSetUp();
    int[] all =
        IntStream.range(0, table.size())
            .filter(id -> isApart || !table.exchange(id).isPartOfParent())
            .toArray();
    IntPredicate matches = filter.on(table);
    Integer[] wanted =
        Arrays.stream(all)
            .filter(
                id ->
                    pinned.contains(id) || isInRange(table.exchange(id).span()) && matches.test(id))
            .boxed()
            .toArray(Integer[]::new);
    Comparator<Integer> first = Comparator.comparing(id -> !pinned.contains(id));
    Arrays.sort(wanted, first.thenComparing(order.comparator(table)));
    RowList.Builder rows = new RowList.Builder(table.size(), all.length);
    switch (grouping) {
      case TIME -> Arrays.stream(wanted).forEach(id -> rows.add(id, 0));
      case CONNECTION -> grouped(all, wanted, table, id -> table.exchange(id).connection(), rows);
      case HOST -> grouped(all, wanted, table, table::host, rows);
      case PARENT -> nested(wanted, table, rows);
    }
    return rows.build();
  }

  private boolean isInRange(TimeSpan span) {
    return range == null
        || span.startNanos() < range.endNanos() && span.endNanos() >= range.startNanos();
  }

  /** Groups in the order of their first rows. */
  private void grouped(
      int[] all,
      Integer[] ids,
      ExchangeTable table,
      IntFunction<Object> key,
      RowList.Builder rows) {
    rows.groups((int) Arrays.stream(all).mapToObj(key).distinct().count());
    Map<Object, List<Integer>> groups = new LinkedHashMap<>();
    for (Integer id : ids) {
      groups.computeIfAbsent(key.apply(id), _ -> new ArrayList<>()).add(id);
    }
    RowGroups headings = new RowGroups(table, folded);
    groups.forEach(
        (_, members) -> {
          RowList.Heading heading =
              grouping == Grouping.HOST ? headings.host(members) : headings.connection(members);
          rows.addHeading(heading);
          if (heading.isFolded()) {
            members.forEach(id -> rows.fold(id, heading));
          } else {
            members.forEach(id -> rows.add(id, 1));
          }
        });
  }

  /** Each under the nearest wanted exchange that waited for it. */
  private static void nested(Integer[] ids, ExchangeTable table, RowList.Builder rows) {
    boolean[] isWanted = new boolean[table.size()];
    for (int id : ids) {
      isWanted[id] = true;
    }
    Map<Integer, List<Integer>> children = new HashMap<>();
    for (Integer id : ids) {
      children.computeIfAbsent(parent(id, table, isWanted), _ -> new ArrayList<>()).add(id);
    }
    Deque<int[]> open = new ArrayDeque<>();
    push(children.get(-1), 0, open);
    while (!open.isEmpty()) {
      int[] next = open.pop();
      rows.add(next[0], next[1]);
      push(children.get(next[0]), next[1] + 1, open);
    }
  }

  private static void push(@Nullable List<Integer> ids, int depth, Deque<int[]> open) {
    if (ids != null) {
      Collections.reverse(ids);
      ids.forEach(id -> open.push(new int[] {id, depth}));
    }
  }

  private static int parent(int id, ExchangeTable table, boolean[] isWanted) {
    int parent = table.exchange(id).parent();
    while (parent >= 0 && !isWanted[parent]) {
      parent = table.exchange(parent).parent();
    }
    return parent;
  }
}
