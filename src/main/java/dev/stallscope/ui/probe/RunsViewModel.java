package dev.stallscope.ui.probe;

import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.probe.ProbeFailure;
import dev.stallscope.probe.ProbeHop;
import dev.stallscope.probe.ProbeRun;
import dev.stallscope.probe.compare.RunGroup;
import dev.stallscope.probe.proof.HopProof;
import dev.stallscope.report.Labels;
import dev.stallscope.report.ProbeFact;
import dev.stallscope.report.ProbeSums;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ChangeListener;
import org.jspecify.annotations.Nullable;

/** The runs of the chosen probe: its rows, the one that is looked at, and the medians. */
public final class RunsViewModel {
  /** The axis of what took no time yet. */
  private static final long LEAST_AXIS_NANOS = 1_000_000;

  /** A part of the axis is left free at its end, for the sign of what failed. */
  private static final int MARGIN = 40;

  private final ProbeViewModel probes;
  private final ReadOnlyObjectWrapper<List<ProbeRow>> rows = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<@Nullable ProbeRow> selected = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Optional<ProbeEntry.Packets>> packets =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ChangeListener<ProbeEntry.Progress> follow = (_, _, _) -> show();
  private int selectedAt = -1;
  private long grownNanos;
  private int steps;

  RunsViewModel(ProbeViewModel probes) {
    this.probes = probes;
    probes.chosenProperty().addListener((_, old, now) -> choose(old, now));
  }

  private void choose(@Nullable ProbeEntry old, @Nullable ProbeEntry now) {
    if (old != null) {
      old.progressProperty().removeListener(follow);
    }
    if (now != null) {
      now.progressProperty().addListener(follow);
    }
    selectedAt = -1;
    show();
  }

  private void show() {
    ProbeEntry entry = probes.chosenProperty().get();
    grownNanos = 0;
    steps++;
    List<ProbeRow> next = entry == null ? List.of() : ProbeRow.of(entry.progress());
    packets.set(entry == null ? Optional.empty() : entry.progress().packets());
    rows.set(next);
    selected.set(current());
  }

  /** One for each request; the one in progress is the last. */
  ReadOnlyObjectProperty<List<ProbeRow>> rowsProperty() {
    return rows.getReadOnlyProperty();
  }

  /** The row whose facts are shown: the chosen one, else the first that failed, else the first. */
  ReadOnlyObjectProperty<@Nullable ProbeRow> selectedProperty() {
    return selected.getReadOnlyProperty();
  }

  /** Where the chosen row is, or -1. */
  int selectedIndex() {
    return selectedAt;
  }

  void select(int row) {
    if (row >= 0) {
      selectedAt = row;
      selected.set(current());
    }
  }

  private @Nullable ProbeRow current() {
    List<ProbeRow> all = rows.get();
    if (selectedAt >= 0 && selectedAt < all.size()) {
      return all.get(selectedAt);
    }
    return all.stream()
        .filter(ProbeRow::isFailed)
        .findFirst()
        .orElseGet(() -> all.isEmpty() ? null : all.getFirst());
  }

  /** Whether the last row is still being made. */
  boolean isLive() {
    List<ProbeRow> all = rows.get();
    return !all.isEmpty() && all.getLast().isLive();
  }

  /** Whether runs make several requests at once. */
  boolean isConcurrent() {
    ProbeEntry entry = probes.chosenProperty().get();
    return entry != null && entry.plan().concurrent() > 1;
  }

  /** What became of the chosen probe's recording; empty until then, and without. */
  ReadOnlyObjectProperty<Optional<ProbeEntry.Packets>> packetsProperty() {
    return packets.getReadOnlyProperty();
  }

  /** What the packets say of the selected request. */
  HopProof proof() {
    ProbeRow row = selected.get();
    return row == null
        ? HopProof.NONE
        : row.measured()
            .flatMap(hop -> packets.get().map(known -> known.proof().of(hop)))
            .orElse(HopProof.NONE);
  }

  /** Shows the selected request in the panes, at one of its packets. */
  void showPacket(int packet) {
    OptionalInt exchange = proof().exchange();
    probes.showPackets(exchange, OptionalInt.of(packet));
  }

  /** Shows the selected request in the panes. */
  void showPackets() {
    probes.showPackets(proof().exchange(), OptionalInt.empty());
  }

  /** Counts up with each step of the probe. */
  int steps() {
    return steps;
  }

  /** The phase in progress has lasted longer by so much than the last step told. */
  void grow(long nanos) {
    grownNanos = nanos;
  }

  /** The phases of a row; those of the one in progress until now. */
  PhaseTimings phases(ProbeRow row) {
    List<Timing> timings = row.phases().timings();
    if (!row.isLive() || grownNanos == 0) {
      return row.phases();
    }
    List<Timing> grown = new ArrayList<>(timings);
    long end = row.span().endNanos();
    grown.add(new Timing(row.inProgress(), new TimeSpan(end, end + grownNanos)));
    return new PhaseTimings(grown);
  }

  /** From 0, where each run began, to the end of the longest. */
  TimeSpan axis() {
    long end = LEAST_AXIS_NANOS;
    for (ProbeRow row : rows.get()) {
      end = Math.max(end, row.span().endNanos());
    }
    long last = isLive() ? Math.max(end, liveEnd()) : end;
    return new TimeSpan(0, last + last / MARGIN);
  }

  private long liveEnd() {
    return rows.get().getLast().span().endNanos() + grownNanos;
  }

  /** The medians of the groups of runs; none where there is nothing to be compared. */
  List<RunGroup> groups() {
    ProbeEntry entry = probes.chosenProperty().get();
    return entry == null || entry.progress().runs().size() < 2
        ? List.of()
        : RunGroup.of(entry.progress().runs());
  }

  /** What is known of the selected request. */
  List<ProbeFact> facts() {
    ProbeRow row = selected.get();
    if (row == null || row.measured().isEmpty()) {
      return List.of();
    }
    List<ProbeFact> facts = new ArrayList<>(together(row));
    facts.addAll(ProbeFact.of(row.run().version(), row.measured().get(), Labels.REDACTED));
    ProbeEntry entry = probes.chosenProperty().get();
    if (entry != null && entry.progress().isOver()) {
      facts.addAll(ProbeFact.unmet(entry.result()));
    }
    return facts;
  }

  /** What the requests that were made at once with it came to. */
  private List<ProbeFact> together(ProbeRow row) {
    ProbeEntry entry = probes.chosenProperty().get();
    List<ProbeRun> requests =
        entry == null || !isConcurrent()
            ? List.of()
            : entry.progress().runs().stream()
                .filter(run -> run.plan().withRequest(1).equals(row.run().withRequest(1)))
                .toList();
    return requests.isEmpty()
        ? List.of()
        : List.of(new ProbeFact(Texts.of("probe.together"), ProbeSums.sentence(requests), false));
  }

  private static String words(ProbeFailure failure) {
    String sentence = Labels.REDACTED.text(failure.sentence());
    return failure.kind() == ProbeFailure.Kind.CERTIFICATE_UNKNOWN
        ? sentence + " " + Texts.of("probe.remedy.authority")
        : sentence;
  }

  /** Why the selected request got no whole answer, and what can be done here. */
  Optional<String> failure() {
    ProbeRow row = selected.get();
    return row == null
        ? Optional.empty()
        : row.measured().flatMap(ProbeHop::failure).map(RunsViewModel::words);
  }
}
