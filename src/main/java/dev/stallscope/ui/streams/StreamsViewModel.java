package dev.stallscope.ui.streams;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.detail.StreamRuns;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.ui.control.detail.Detail;
import dev.stallscope.ui.control.detail.SelectionLinks;
import dev.stallscope.ui.workspace.BackgroundTasks;
import dev.stallscope.ui.workspace.Selected;
import dev.stallscope.ui.workspace.Workspace;
import java.util.OptionalLong;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/** The streams of the selected connection, read while somebody looks. */
public final class StreamsViewModel {
  private final Workspace workspace;
  private final BackgroundTasks.Lane reading;
  private final BooleanProperty isInSight = new SimpleBooleanProperty();
  private final ReadOnlyObjectWrapper<StreamRows> rows =
      new ReadOnlyObjectWrapper<>(StreamRows.NONE);
  private final ReadOnlyObjectWrapper<Vacancy> vacancy =
      new ReadOnlyObjectWrapper<>(Vacancy.NOTHING_SELECTED);
  private final ReadOnlyObjectWrapper<Detail> detail = new ReadOnlyObjectWrapper<>(Detail.NOTHING);
  private final SelectionLinks links;
  private final BackgroundTasks.Lane telling;

  /** Whose connection is shown, or being read. */
  private @Nullable OpenCapture readOf;

  /** Whose connection the rows are of. */
  private @Nullable OpenCapture shownOf;

  private int wanted = -1;

  /** Why there are no rows. */
  enum Vacancy {
    NOTHING_SELECTED,
    /** The capture holds none. */
    NO_CONNECTIONS,
    READING,
    NO_EXCHANGE,
    /** There are some. */
    NONE
  }

  public StreamsViewModel(Workspace workspace) {
    this.workspace = workspace;
    links = new SelectionLinks(workspace.selection());
    reading = workspace.tasks().lane();
    telling = workspace.tasks().lane();
    workspace.captureProperty().addListener((_, _, _) -> follow());
    workspace.selection().selectedProperty().addListener((_, _, _) -> follow());
    isInSight.addListener((_, _, _) -> follow());
    workspace.timeAxis().zeroNanosProperty().addListener((_, _, _) -> tell());
  }

  /** What is known of the selected row, of the connection where none is selected. */
  ReadOnlyObjectProperty<Detail> detailProperty() {
    return detail.getReadOnlyProperty();
  }

  private void tell() {
    OpenCapture capture = shownOf;
    if (capture == null || rows().size() == 0) {
      telling.drop();
      detail.set(Detail.NOTHING);
    } else {
      long zeroNanos = workspace.timeAxis().zeroNanosProperty().get();
      StreamDetail known = new StreamDetail(capture, rows(), zeroNanos, links);
      int row = Math.max(0, selectedRow());
      telling.submit(() -> known.of(row), detail::set, workspace::say);
    }
  }

  /** Whether the pane is on screen; nothing is read for one that is not. */
  BooleanProperty inSightProperty() {
    return isInSight;
  }

  ReadOnlyObjectProperty<StreamRows> rowsProperty() {
    return rows.getReadOnlyProperty();
  }

  StreamRows rows() {
    return rows.get();
  }

  ReadOnlyObjectProperty<Vacancy> vacancyProperty() {
    return vacancy.getReadOnlyProperty();
  }

  /** Selects what a row stands for, the connection in the first. */
  void select(int row) {
    Exchange exchange = rows().exchange(row).orElse(null);
    if (exchange == null) {
      workspace.selection().selectConnection(rows().connection());
    } else if (workspace.selection().selected().exchange() != exchange.id()) {
      workspace.selection().select(exchange);
    }
  }

  /** Selects the packet that brought a run, besides its exchange. */
  void selectRun(int run) {
    rows()
        .runs()
        .ifPresent(runs -> workspace.selection().selectPacket(runs.packet(run), runs.connection()));
  }

  /** The row of what is selected, or -1. */
  int selectedRow() {
    Selected selected = workspace.selection().selected();
    if (selected.exchange() >= 0) {
      return rows().rowOf(selected.exchange());
    }
    return selected.connection() >= 0 && selected.connection() == rows().connection() ? 0 : -1;
  }

  /** Zooms the time of all rows to the selected exchange. */
  void zoomToSelected() {
    rows().exchange(selectedRow()).map(StreamRows::asked).ifPresent(workspace.timeAxis()::zoomTo);
  }

  /** When the selected packet was captured, if it is one of the connection. */
  OptionalLong packetNanos() {
    OpenCapture capture = workspace.capture();
    int packet = workspace.selection().selected().packet();
    return capture != null
            && capture.equals(readOf)
            && packet >= 0
            && packet < capture.index().count()
            && capture.index().flow(packet) == rows().connection()
        ? OptionalLong.of(capture.index().epochNanos(packet))
        : OptionalLong.empty();
  }

  private void follow() {
    OpenCapture capture = workspace.capture();
    int connection = capture == null ? -1 : connection(capture);
    if (capture == null || connection < 0) {
      clear();
    } else if (isInSight.get() && (connection != wanted || !capture.equals(readOf))) {
      read(capture, connection);
    } else if (isInSight.get()) {
      tell();
    }
  }

  /** The selected connection, else that of the selected packet; -1 for none. */
  private int connection(OpenCapture capture) {
    Selected selected = workspace.selection().selected();
    int packet = selected.packet();
    int connection =
        selected.connection() < 0 && packet >= 0 && packet < capture.index().count()
            ? capture.index().flow(packet)
            : selected.connection();
    return connection < capture.analysis().measurements().connectionCount() ? connection : -1;
  }

  private void clear() {
    reading.drop();
    wanted = -1;
    readOf = null;
    shownOf = null;
    rows.set(StreamRows.NONE);
    tell();
    OpenCapture capture = workspace.capture();
    boolean hasNone = capture != null && capture.analysis().measurements().connectionCount() == 0;
    vacancy.set(hasNone ? Vacancy.NO_CONNECTIONS : Vacancy.NOTHING_SELECTED);
  }

  private void read(OpenCapture capture, int connection) {
    wanted = connection;
    readOf = capture;
    vacancy.set(rows().size() == 0 ? Vacancy.READING : vacancy.get());
    reading.submit(
        () -> StreamRows.of(capture, StreamRuns.of(capture, connection)),
        rows -> show(capture, rows),
        failure -> {
          clear();
          workspace.say(failure);
        });
  }

  private void show(OpenCapture capture, StreamRows read) {
    shownOf = capture;
    vacancy.set(read.size() == 0 ? Vacancy.NO_EXCHANGE : Vacancy.NONE);
    rows.set(read);
    tell();
  }
}
