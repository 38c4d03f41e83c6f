package dev.stallscope.ui.waterfall;

import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.workspace.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/**
 * What the user chose of the rows: which, in which order and groups. Groups and order are
 * remembered from run to run; the filter and what is folded belong to a capture.
 */
public final class RowChoice {
  private static final String GROUPING = "waterfall.grouping";
  private static final String SET_UP = "waterfall.set-up";
  private static final String SORT = "waterfall.sort";
  private static final String DESCENDING = "waterfall.descending";
  private static final String COLUMNS = "waterfall.columns";

  private final StringProperty filter = new SimpleStringProperty("");
  private final ObjectProperty<Grouping> grouping;
  private final ObjectProperty<RowOrder> order;
  private final BooleanProperty showsSetUp;
  private final ObjectProperty<List<RowColumn>> columns;
  private final ObjectProperty<Set<String>> folded = new SimpleObjectProperty<>(Set.of());

  RowChoice(Settings settings) {
    grouping =
        new SimpleObjectProperty<>(
            remembered(settings, GROUPING, Grouping.values(), Grouping::name, Grouping.TIME));
    RowColumn column = settings.text(SORT).flatMap(RowColumn::of).orElse(ExchangeColumn.START);
    order = new SimpleObjectProperty<>(new RowOrder(column, isSet(settings, DESCENDING)));
    showsSetUp = settings.flag(SET_UP, false);
    columns = new SimpleObjectProperty<>(columns(settings.text(COLUMNS).orElse("")));
    columns.addListener((_, _, next) -> settings.put(COLUMNS, names(next)));
    grouping.addListener((_, _, next) -> settings.put(GROUPING, next.name()));
    grouping.addListener((_, _, _) -> folded.set(Set.of()));
    order.addListener((_, _, next) -> remember(settings, next));
  }

  private static List<RowColumn> columns(String names) {
    return inOrder(
        Arrays.stream(names.split(",")).map(RowColumn::of).flatMap(Optional::stream).toList());
  }

  private static String names(List<RowColumn> columns) {
    return columns.stream().map(RowColumn::kept).collect(Collectors.joining(","));
  }

  /** Those that are known of every exchange in their order, then fields as they were added. */
  private static List<RowColumn> inOrder(List<RowColumn> columns) {
    return Stream.concat(
            ExchangeColumn.optional().stream().filter(columns::contains),
            columns.stream().filter(HeaderColumn.class::isInstance))
        .distinct()
        .toList();
  }

  private static void remember(Settings settings, RowOrder next) {
    settings.put(SORT, next.column().kept());
    settings.put(DESCENDING, Boolean.toString(next.isDescending()));
  }

  private static <T> T remembered(
      Settings settings, String key, T[] all, Function<T, String> name, T usual) {
    String kept = settings.text(key).orElse("");
    return Stream.of(all).filter(one -> name.apply(one).equals(kept)).findFirst().orElse(usual);
  }

  private static boolean isSet(Settings settings, String key) {
    return settings.text(key).filter("true"::equals).isPresent();
  }

  /** The words that choose rows, as typed. */
  public StringProperty filterProperty() {
    return filter;
  }

  public ObjectProperty<Grouping> groupingProperty() {
    return grouping;
  }

  public ObjectProperty<RowOrder> orderProperty() {
    return order;
  }

  /** Whether set-up has rows of its own where it is drawn in another's bar already. */
  public BooleanProperty showsSetUpProperty() {
    return showsSetUp;
  }

  /** The columns that were added, in their order. */
  public ObjectProperty<List<RowColumn>> columnsProperty() {
    return columns;
  }

  /** Adds a column, or takes it away. */
  public void toggle(RowColumn column) {
    List<RowColumn> now = columns.get();
    List<RowColumn> next = new ArrayList<>(now);
    if (!next.remove(column)) {
      next.add(column);
    }
    columns.set(inOrder(next));
  }

  /** All that changes the rows. */
  List<ObservableValue<?>> all() {
    return List.of(filter, grouping, order, showsSetUp, folded);
  }

  /** Folds a group, or unfolds it. */
  void toggle(String title) {
    Set<String> now = folded.get();
    folded.set(
        now.contains(title)
            ? Set.copyOf(now.stream().filter(one -> !one.equals(title)).toList())
            : Set.copyOf(Stream.concat(now.stream(), Stream.of(title)).toList()));
  }

  /** Folds a group, or unfolds it, whichever way it was. */
  void fold(String title, boolean isFolded) {
    if (folded.get().contains(title) != isFolded) {
      toggle(title);
    }
  }

  /** Folds these groups and no others. */
  void foldOnly(Set<String> titles) {
    folded.set(Set.copyOf(titles));
  }

  /** Adds a word to the filter. */
  void narrow(String word) {
    filter.set((filter.get().strip() + " " + word).strip());
  }

  /** Sorts by a column, or the other way round. */
  public void sort(RowColumn column) {
    order.set(order.get().clicked(column));
  }

  RowQuery query(@Nullable TimeSpan range, Set<Integer> pinned) {
    return new RowQuery(
        RowFilter.parse(filter.get()),
        grouping.get(),
        order.get(),
        showsSetUp.get(),
        range,
        folded.get(),
        pinned);
  }
}
