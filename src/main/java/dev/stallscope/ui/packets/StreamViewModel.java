package dev.stallscope.ui.packets;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.detail.StreamContent;
import dev.stallscope.analysis.detail.StreamPage;
import dev.stallscope.analysis.detail.StreamPiece;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.BackgroundTasks;
import dev.stallscope.ui.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The stream of one connection, as text or hex, a page at a time. */
public final class StreamViewModel {
  /** A page: more than anyone reads at once, read and laid out within a moment. */
  private static final int PAGE_BYTES = 1 << 17;

  /** Kept at most; who wants more of it is better served by a file. */
  private static final long MAX_BYTES = 1 << 24;

  private final Workspace workspace;
  private final BackgroundTasks.Lane reading;
  private final BooleanProperty hex = new SimpleBooleanProperty();
  private final BooleanProperty revealed = new SimpleBooleanProperty();
  private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper hasMore = new ReadOnlyBooleanWrapper();
  private final ObservableList<StreamLine> lines = FXCollections.observableArrayList();
  private int connection = -1;
  private Read read = Read.NOTHING;
  private boolean isReading;

  /** What has been read so far. */
  private record Read(List<StreamPiece> pieces, long next, boolean hasMore) {
    static final Read NOTHING = new Read(List.of(), 0, true);

    Read with(StreamPage page) {
      List<StreamPiece> all = new ArrayList<>(pieces);
      all.addAll(page.pieces());
      return new Read(List.copyOf(all), page.next(), page.hasMore());
    }
  }

  /** What has been read, and its lines. */
  private record Shown(Read read, List<StreamLine> lines) {}

  StreamViewModel(Workspace workspace) {
    this.workspace = workspace;
    reading = workspace.tasks().lane();
    workspace.captureProperty().addListener((_, _, capture) -> replace(capture));
    hex.addListener((_, _, _) -> show(read, 0));
    revealed.addListener((_, _, _) -> show(Read.NOTHING, PAGE_BYTES));
  }

  /** Follows a connection from its beginning, secrets hidden. */
  void open(int id) {
    close();
    connection = id;
    open.set(true);
    show(Read.NOTHING, PAGE_BYTES);
  }

  void close() {
    open.set(false);
    isReading = false;
    reading.drop();
    connection = -1;
    revealed.set(false);
    read = Read.NOTHING;
    hasMore.set(false);
    lines.clear();
  }

  /** A stream that is followed may have gone on where the capture has grown. */
  private void replace(@Nullable OpenCapture capture) {
    if (capture == null) {
      close();
    } else if (isReading) {
      show(read, PAGE_BYTES);
    } else if (open.get()) {
      hasMore.set(read.next() < MAX_BYTES);
    }
  }

  /** Reads the next page. */
  void loadMore() {
    show(read, PAGE_BYTES);
  }

  /** Whether a stream is shown. */
  public ReadOnlyBooleanProperty openProperty() {
    return open.getReadOnlyProperty();
  }

  /** Whether bytes are shown in hex rather than as text. */
  public BooleanProperty hexProperty() {
    return hex;
  }

  /** Whether secrets are shown. */
  public BooleanProperty revealedProperty() {
    return revealed;
  }

  /** Whether there is more to load. */
  public ReadOnlyBooleanProperty hasMoreProperty() {
    return hasMore.getReadOnlyProperty();
  }

  /** What is shown. */
  ObservableList<StreamLine> lines() {
    return lines;
  }

  /** Which connection it is. */
  public String title() {
    OpenCapture capture = workspace.capture();
    return connection < 0 || capture == null
        ? ""
        : Texts.of(
            "stream.title",
            connection,
            capture.flows().get(connection).client(),
            capture.flows().get(connection).server());
  }

  private void show(Read before, int bytes) {
    OpenCapture capture = workspace.capture();
    int id = connection;
    if (capture == null || id < 0) {
      return;
    }
    isReading = bytes > 0;
    boolean isRevealed = revealed.get();
    boolean isHex = hex.get();
    long zero = capture.analysis().measurements().capture().firstNanos();
    reading.submit(
        () -> {
          Read now =
              bytes == 0
                  ? before
                  : before.with(StreamContent.page(capture, id, before.next(), bytes, isRevealed));
          return new Shown(now, StreamText.of(now.pieces(), isHex, zero));
        },
        this::show,
        failure -> {
          isReading = false;
          workspace.say(Texts.of("stream.failed", String.valueOf(failure.getMessage())));
        });
  }

  private void show(Shown shown) {
    isReading = false;
    read = shown.read();
    hasMore.set(read.hasMore() && read.next() < MAX_BYTES);
    lines.setAll(shown.lines());
  }
}
