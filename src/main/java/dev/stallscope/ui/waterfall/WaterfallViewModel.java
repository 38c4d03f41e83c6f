package dev.stallscope.ui.waterfall;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.chart.TimeScale;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.BackgroundTasks;
import dev.stallscope.ui.workspace.Selected;
import dev.stallscope.ui.workspace.Selection;
import dev.stallscope.ui.workspace.Workspace;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** Which exchanges are rows, in which order, over which time. */
public final class WaterfallViewModel {
  private final Workspace workspace;
  private final BackgroundTasks.Lane listing;
  private final StringProperty filter = new SimpleStringProperty("");
  private final ObjectProperty<Grouping> grouping = new SimpleObjectProperty<>(Grouping.TIME);
  private final ObjectProperty<RowOrder> order = new SimpleObjectProperty<>(RowOrder.BY_START);
  private final BooleanProperty showsSetUp = new SimpleBooleanProperty();
  private final ReadOnlyObjectWrapper<RowList> rows = new ReadOnlyObjectWrapper<>(RowList.EMPTY);
  private final ReadOnlyObjectWrapper<TimeSpan> view =
      new ReadOnlyObjectWrapper<>(ExchangeTable.EMPTY.span());
  private final ReadOnlyObjectWrapper<Long> zeroNanos = new ReadOnlyObjectWrapper<>(0L);
  private ExchangeTable table = ExchangeTable.EMPTY;
  private @Nullable Analysis tabled;

  /** What the background hands over. */
  private record Listing(Analysis analysis, ExchangeTable table, RowList rows) {}

  public WaterfallViewModel(Workspace workspace) {
    this.workspace = workspace;
    listing = workspace.tasks().lane();
    workspace.captureProperty().addListener((_, _, _) -> refresh());
    for (ObservableValue<?> wanted : List.of(filter, grouping, order, showsSetUp)) {
      wanted.addListener((_, _, _) -> refresh());
    }
    selection().rangeProperty().addListener((_, _, range) -> showRange(range));
    selection().selectedProperty().addListener((_, _, selected) -> reveal(selected));
    refresh();
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

  ReadOnlyObjectProperty<RowList> rowsProperty() {
    return rows.getReadOnlyProperty();
  }

  RowList rows() {
    return rows.get();
  }

  ExchangeTable table() {
    return table;
  }

  /** The time that the axis shows. */
  public ReadOnlyObjectProperty<TimeSpan> viewProperty() {
    return view.getReadOnlyProperty();
  }

  /** Which time is called 0. */
  public ReadOnlyObjectProperty<Long> zeroNanosProperty() {
    return zeroNanos.getReadOnlyProperty();
  }

  /** Whether there is a capture to choose rows of. */
  BooleanBinding isOpenProperty() {
    return workspace.captureProperty().isNotNull();
  }

  public Selection selection() {
    return workspace.selection();
  }

  /** What is wrong with the filter, or empty. */
  public String problem() {
    return RowFilter.parse(filter.get()).problem();
  }

  /** How many of the exchanges have a row, in words. */
  public String count() {
    RowList shown = rows();
    return shown.shown() == shown.total()
        ? Texts.of("waterfall.rows", shown.total())
        : Texts.of("waterfall.rows-of", shown.shown(), shown.total());
  }

  /** How the filter can go on at a caret. */
  List<Completion> completions(int caret) {
    return Completion.of(filter.get(), caret, table);
  }

  /** Adds a word to the filter. */
  void narrow(String word) {
    filter.set((filter.get().strip() + " " + word).strip());
  }

  /** Sorts by a column, or the other way round. */
  public void sort(SortColumn column) {
    order.set(order.get().clicked(column));
  }

  /**
   * Zooms the time axis.
   *
   * @param at what stays in place: 0 for the axis' start to 1 for its end
   * @param factor above 1 to see less in more detail
   */
  public void zoom(double at, double factor) {
    show(scale().zoomed(at, factor, table.span()).span());
  }

  /** Moves the time axis by a part of its length, to later times for a positive one. */
  public void pan(double part) {
    show(scale().moved(part, table.span()).span());
  }

  /** Shows all of the time. */
  public void showAll() {
    show(table.span());
  }

  /** Zooms to the selected exchange. */
  public void zoomToSelected() {
    int id = selection().selected().exchange();
    if (id >= 0 && id < table.size()) {
      TimeSpan span = table.exchange(id).span();
      long margin = span.durationNanos() / 10 + TimeScale.SHORTEST_NANOS;
      show(new TimeSpan(span.startNanos() - margin, span.endNanos() + margin));
    }
  }

  /** Calls a time 0. */
  public void zeroAt(long epochNanos) {
    zeroNanos.set(epochNanos);
  }

  /** Calls the start of the selected exchange 0. */
  public void zeroAtSelected() {
    int id = selection().selected().exchange();
    if (id >= 0 && id < table.size()) {
      zeroAt(table.exchange(id).span().startNanos());
    }
  }

  /** Calls the start of the first exchange 0. */
  public void zeroAtStart() {
    zeroAt(table.span().startNanos());
  }

  /** Selects what a row stands for. */
  void select(int row) {
    if (row < 0 || row >= rows().size()) {
      return;
    }
    int id = rows().exchange(row);
    if (id >= 0) {
      selection().select(table.exchange(id));
    } else {
      rows()
          .heading(row)
          .map(RowList.Heading::connection)
          .filter(connection -> connection >= 0 && grouping.get() == Grouping.CONNECTION)
          .ifPresent(selection()::selectConnection);
    }
  }

  /** The row of what is selected, or -1. */
  int selectedRow() {
    Selected selected = selection().selected();
    if (selected.exchange() >= 0) {
      return row(selected.exchange());
    }
    return selected.connection() < 0
        ? -1
        : IntStream.range(0, rows().size()).filter(this::isMarked).findFirst().orElse(-1);
  }

  /** Whether a row is of the selected finding or, without one, of the selected connection. */
  boolean isMarked(int row) {
    int id = rows().exchange(row);
    if (id < 0) {
      return false;
    }
    Selected selected = selection().selected();
    Finding finding = selected.finding();
    if (finding == null || finding.exchanges().isEmpty()) {
      return selected.connection() >= 0
          && table.exchange(id).connection() == selected.connection()
          && selected.exchange() < 0;
    }
    // ascending
    return Collections.binarySearch(finding.exchanges(), id) >= 0;
  }

  /** The row of an exchange, or of the one whose bar it is part of; -1 if there is none. */
  private int row(int exchange) {
    int id = exchange;
    while (id >= 0 && id < table.size() && rows().row(id) < 0) {
      id = table.exchange(id).isPartOfParent() ? table.exchange(id).parent() : -1;
    }
    return rows().row(id);
  }

  private TimeScale scale() {
    return new TimeScale(view.get(), 0, 1);
  }

  private void show(TimeSpan wanted) {
    TimeSpan whole = table.span();
    long start = Math.clamp(wanted.startNanos(), whole.startNanos(), whole.endNanos() - 1);
    long end = Math.clamp(wanted.endNanos(), start + 1, whole.endNanos());
    view.set(new TimeSpan(start, end));
  }

  private void showRange(@Nullable TimeSpan range) {
    show(range == null ? table.span() : range);
    refresh();
  }

  /** Moves the axis to what was selected if that lies outside. */
  private void reveal(Selected selected) {
    int id = selected.exchange();
    if (id >= 0 && id < table.size()) {
      TimeSpan span = table.exchange(id).span();
      if (!span.overlaps(view.get())) {
        long middle = span.startNanos() + span.durationNanos() / 2;
        long half = view.get().durationNanos() / 2;
        pan((double) (middle - half - view.get().startNanos()) / view.get().durationNanos());
      }
    }
  }

  private void refresh() {
    Analysis analysis = workspace.analysis();
    if (analysis == null) {
      listing.drop();
      tabled = null;
      show(ExchangeTable.EMPTY, RowList.EMPTY);
      return;
    }
    ExchangeTable known = analysis.equals(tabled) ? table : null;
    RowQuery query =
        new RowQuery(
            RowFilter.parse(filter.get()),
            grouping.get(),
            order.get(),
            showsSetUp.get(),
            selection().rangeProperty().get());
    listing.submit(
        () -> {
          ExchangeTable asked = known == null ? ExchangeTable.of(analysis) : known;
          return new Listing(analysis, asked, query.rows(asked));
        },
        made -> {
          tabled = made.analysis();
          show(made.table(), made.rows());
        },
        failure -> workspace.say(Texts.of("problem.defect", failure)));
  }

  private void show(ExchangeTable next, RowList listed) {
    if (!next.equals(table)) {
      boolean isOther = next.size() == 0 || table.size() == 0;
      boolean isWhole = isOther || view.get().equals(table.span());
      boolean isZeroAtStart = zeroNanos.get() == table.span().startNanos();
      table = next;
      if (isOther || isZeroAtStart) {
        zeroAtStart();
      }
      TimeSpan range = selection().rangeProperty().get();
      show(range != null ? range : isWhole ? table.span() : view.get());
    }
    rows.set(listed);
  }
}
