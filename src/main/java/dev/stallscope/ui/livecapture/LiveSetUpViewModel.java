package dev.stallscope.ui.livecapture;

import dev.stallscope.capture.live.CaptureOrder;
import dev.stallscope.capture.live.LiveInterface;
import dev.stallscope.capture.live.RingBuffer;
import dev.stallscope.capture.live.StopConditions;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.BackgroundTasks;
import dev.stallscope.ui.workspace.ProblemText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** What is to be captured, while it is chosen. */
public final class LiveSetUpViewModel {
  /** Numbers that may be given; each empty for none, or for the usual. */
  enum Limit {
    SNAPLEN,
    BUFFER,
    RING_SIZE,
    RING_SECONDS,
    RING_FILES,
    PACKETS,
    SECONDS,
    SIZE
  }

  private static final long BYTES_PER_MEGABYTE = 1 << 20;

  private final Capturing capturing;
  private final LongSupplier clock;
  private final BackgroundTasks.Lane listing;
  private final BackgroundTasks.Lane sampling;
  private final BackgroundTasks.Lane checking;
  private final ObservableList<InterfaceRow> rows = FXCollections.observableArrayList();
  private final ObjectProperty<@Nullable InterfaceRow> chosen = new SimpleObjectProperty<>();
  private final StringProperty filter = new SimpleStringProperty("");
  private final BooleanProperty isPromiscuous = new SimpleBooleanProperty();
  private final Map<Limit, StringProperty> limits = new EnumMap<>(Limit.class);
  private final ReadOnlyStringWrapper filterProblem = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

  /**
   * Nothing chosen yet.
   *
   * @param clock nanoseconds from any origin
   */
  LiveSetUpViewModel(Capturing capturing, BackgroundTasks tasks, LongSupplier clock) {
    this.capturing = capturing;
    this.clock = clock;
    listing = tasks.lane();
    sampling = tasks.lane();
    checking = tasks.lane();
    for (Limit limit : Limit.values()) {
      limits.put(limit, new SimpleStringProperty(""));
    }
    filter.addListener((_, _, _) -> check());
    chosen.addListener((_, _, _) -> check());
  }

  ObservableList<InterfaceRow> rows() {
    return rows;
  }

  ObjectProperty<@Nullable InterfaceRow> chosenProperty() {
    return chosen;
  }

  StringProperty filterProperty() {
    return filter;
  }

  BooleanProperty promiscuousProperty() {
    return isPromiscuous;
  }

  StringProperty limitProperty(Limit limit) {
    return limits.computeIfAbsent(limit, _ -> new SimpleStringProperty(""));
  }

  /** What libpcap says to the filter; empty if it is one. */
  ReadOnlyStringProperty filterProblemProperty() {
    return filterProblem.getReadOnlyProperty();
  }

  /** What keeps it from beginning, perhaps in several lines. */
  ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  void say(String sentence) {
    problem.set(sentence);
  }

  /** Lists the interfaces anew; the one chosen stays so. */
  void list() {
    listing.submit(capturing::interfaces, this::listed, failure -> say(ProblemText.of(failure)));
  }

  private void listed(List<LiveInterface> found) {
    InterfaceRow old = chosen.get();
    rows.setAll(
        found.stream()
            .filter(source -> source.kind() != LiveInterface.Kind.OTHER)
            .map(InterfaceRow::new)
            .toList());
    chosen.set(
        rows.stream()
            .filter(row -> old != null && row.source().name().equals(old.source().name()))
            .findFirst()
            .orElse(rows.isEmpty() ? null : rows.getFirst()));
  }

  /** Measures what each interface carries; called some times a second. */
  void sample() {
    List<InterfaceRow> sampled = List.copyOf(rows);
    sampling.submit(
        () -> {
          List<OptionalLong> bytes = new ArrayList<>();
          for (InterfaceRow row : sampled) {
            bytes.add(capturing.bytes(row.source()));
          }
          return bytes;
        },
        bytes -> {
          long now = clock.getAsLong();
          for (int i = 0; i < sampled.size(); i++) {
            sampled.get(i).sample(bytes.get(i), now);
          }
        },
        failure -> say(ProblemText.of(failure)));
  }

  private void check() {
    String text = filter.get();
    InterfaceRow row = chosen.get();
    LiveInterface.Kind kind = row == null ? LiveInterface.Kind.NETWORK : row.source().kind();
    checking.submit(
        () -> capturing.problem(text, kind).orElse(""),
        filterProblem::set,
        failure -> filterProblem.set(ProblemText.of(failure)));
  }

  /** What was chosen; empty, and said why, if it cannot be. */
  Optional<CaptureOrder> order(Path file) {
    InterfaceRow row = chosen.get();
    if (row == null) {
      say(Texts.of("live.no-interface"));
      return Optional.empty();
    }
    try {
      CaptureOrder order =
          new CaptureOrder(
              row.source().name(),
              filter.get().strip(),
              number(Limit.SNAPLEN, CaptureOrder.WHOLE_PACKETS),
              number(Limit.BUFFER, CaptureOrder.BUFFER_MEGABYTES),
              isPromiscuous.get(),
              file,
              new RingBuffer(
                  number(Limit.RING_FILES, 0),
                  number(Limit.RING_SIZE, 0) * BYTES_PER_MEGABYTE,
                  number(Limit.RING_SECONDS, 0)),
              new StopConditions(
                  number(Limit.PACKETS, 0),
                  number(Limit.SECONDS, 0),
                  number(Limit.SIZE, 0) * BYTES_PER_MEGABYTE));
      say("");
      return Optional.of(order);
    } catch (IllegalArgumentException e) {
      say(Texts.of("live.bad-number"));
      return Optional.empty();
    }
  }

  private int number(Limit limit, int usual) {
    String text = limitProperty(limit).get().strip();
    return text.isEmpty() ? usual : Integer.parseInt(text);
  }
}
