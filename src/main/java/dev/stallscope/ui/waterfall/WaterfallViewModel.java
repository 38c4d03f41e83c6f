package dev.stallscope.ui.waterfall;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.BackgroundTasks;
import dev.stallscope.ui.workspace.Selected;
import dev.stallscope.ui.workspace.Selection;
import dev.stallscope.ui.workspace.TimeAxis;
import dev.stallscope.ui.workspace.Workspace;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** Which exchanges are rows, in which order, over which time. */
public final class WaterfallViewModel {
  private final Workspace workspace;
  private final BackgroundTasks.Lane listing;
  private final RowChoice choice;
  private final TimeAxis axis;
  private final RelatedRows related;
  private final ReadOnlyObjectWrapper<RowList> rows = new ReadOnlyObjectWrapper<>(RowList.EMPTY);
  private ExchangeTable table = ExchangeTable.EMPTY;
  private @Nullable OpenCapture tabled;

  /** What the background hands over. */
  private record Listing(OpenCapture capture, ExchangeTable table, RowList rows) {}

  public WaterfallViewModel(Workspace workspace) {
    this.workspace = workspace;
    listing = workspace.tasks().lane();
    choice = new RowChoice(workspace.settings());
    axis = workspace.timeAxis();
    related = new RelatedRows(workspace);
    workspace.captureProperty().addListener((_, _, _) -> refresh());
    for (ObservableValue<?> wanted : choice.all()) {
      wanted.addListener((_, _, _) -> refresh());
    }
    selection().rangeProperty().addListener((_, _, range) -> showRange(range));
    workspace.marks().pinnedProperty().addListener((_, _, _) -> refresh());
    selection().selectedProperty().addListener((_, _, selected) -> reveal(selected));
    refresh();
  }

  /** Which rows are wanted, in which order and groups. */
  public RowChoice choice() {
    return choice;
  }

  /** The time that is shown, and what is called 0. */
  public TimeAxis axis() {
    return axis;
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

  /** Whether there is a capture to choose rows of. */
  BooleanBinding isOpenProperty() {
    return workspace.captureProperty().isNotNull();
  }

  public Selection selection() {
    return workspace.selection();
  }

  /** What is wrong with the filter, or empty. */
  public String problem() {
    return RowFilter.parse(choice.filterProperty().get()).problem();
  }

  /** Whether an exchange is selected. */
  BooleanBinding hasExchange() {
    return Bindings.createBooleanBinding(
        () -> selection().selected().exchange() >= 0, selection().selectedProperty());
  }

  /** How many of the exchanges have a row, and where none has, which key may have been meant. */
  public String count() {
    RowList shown = rows();
    if (shown.shown() == shown.total()) {
      return Texts.of("waterfall.rows", shown.total());
    }
    String count = Texts.of("waterfall.rows-of", shown.shown(), shown.total());
    return shown.shown() > 0
        ? count
        : RowFilter.parse(choice.filterProperty().get())
            .meant()
            .map(key -> Texts.of("filter.meant", count, key.word()))
            .orElse(count);
  }

  /** How the filter can go on at a caret. */
  List<Completion> completions(int caret) {
    return Completion.of(choice.filterProperty().get(), caret, table);
  }

  /** Zooms to the selected exchange. */
  public void zoomToSelected() {
    int id = selection().selected().exchange();
    if (id >= 0 && id < table.size()) {
      axis.zoomTo(table.exchange(id).span());
    }
  }

  /** Calls a time 0. */
  public void zeroAt(long epochNanos) {
    selection().zeroNanosProperty().set(epochNanos);
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
    selection().zeroNanosProperty().set(null);
  }

  /** What caused the exchange that is pointed at, and what it caused. */
  ReadOnlyObjectProperty<RelatedRows.Related> relatedProperty() {
    return related.relatedProperty();
  }

  /** Shows what is related to the exchange of a row; to none for -1. */
  void relate(int row) {
    related.show(table, row < 0 || row >= rows().size() ? -1 : rows().exchange(row));
  }

  /** Selects the exchange that caused the selected one. */
  public void selectCause() {
    int id = selection().selected().exchange();
    if (id >= 0 && id < table.size()) {
      ExchangeTable asked = table;
      related.cause(asked, id, cause -> selection().select(asked.exchange(cause)));
    }
  }

  /** Whether the exchange of a row is pinned. */
  boolean isPinned(int row) {
    return workspace.marks().pinnedProperty().get().contains(rows().exchange(row));
  }

  /** Pins the selected exchange, or lets it go. */
  public void togglePin() {
    int id = selection().selected().exchange();
    if (id >= 0 && id < table.size()) {
      workspace.marks().togglePin(id);
    }
  }

  /** Selects the next exchange that has a row, or the one before; from the other end at the end. */
  public void step(boolean isForward) {
    int size = rows().size();
    int step = isForward ? 1 : -1;
    int from = selectedRow() < 0 && !isForward ? size : selectedRow();
    IntStream.rangeClosed(1, size)
        .map(distance -> Math.floorMod(from + step * distance, size))
        .filter(row -> rows().exchange(row) >= 0)
        .findFirst()
        .ifPresent(this::select);
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
      int connection = headingConnection(row);
      if (connection >= 0) {
        selection().selectConnection(connection);
      }
    }
  }

  /** The connection that a row is the heading of, or -1. */
  private int headingConnection(int row) {
    return choice.groupingProperty().get() == Grouping.CONNECTION
        ? rows().heading(row).map(RowList.Heading::connection).orElse(-1)
        : -1;
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
    Selected selected = selection().selected();
    if (id < 0) {
      return selected.exchange() < 0
          && selected.connection() >= 0
          && headingConnection(row) == selected.connection();
    }
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

  private void showRange(@Nullable TimeSpan range) {
    axis.showRange(range);
    refresh();
  }

  /** Moves the axis to what was selected if that lies outside. */
  private void reveal(Selected selected) {
    int id = selected.exchange();
    if (id >= 0 && id < table.size() && !selection().isCarryingOver()) {
      axis.reveal(table.exchange(id).span());
      unfold(id);
    }
  }

  /** What is selected elsewhere must be seen here. */
  private void unfold(int exchange) {
    if (row(exchange) < 0) {
      rows().foldedTitle(exchange).ifPresent(title -> choice.fold(title, false));
    }
  }

  private void refresh() {
    OpenCapture capture = workspace.capture();
    if (capture == null) {
      listing.drop();
      tabled = null;
      choice.foldOnly(Set.of());
      show(ExchangeTable.EMPTY, RowList.EMPTY);
      return;
    }
    ExchangeTable known = capture.equals(tabled) ? table : null;
    RowQuery query =
        choice.query(selection().rangeProperty().get(), workspace.marks().pinnedProperty().get());
    listing.submit(
        () -> {
          ExchangeTable asked = known == null ? ExchangeTable.of(capture.analysis()) : known;
          return new Listing(capture, asked, query.rows(asked));
        },
        made -> {
          tabled = made.capture();
          show(made.table(), made.rows());
        },
        workspace::say);
  }

  private void show(ExchangeTable next, RowList listed) {
    if (!next.equals(table)) {
      boolean isOther = next.size() == 0 || table.size() == 0;
      table = next;
      axis.replace(next.span(), isOther);
    }
    rows.set(listed);
  }
}
