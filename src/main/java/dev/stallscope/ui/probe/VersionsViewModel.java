package dev.stallscope.ui.probe;

import dev.stallscope.chart.StackedBarsLayout.Part;
import dev.stallscope.chart.StackedBarsLayout.Row;
import dev.stallscope.chart.StackedBarsLayout.Section;
import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.RunKind;
import dev.stallscope.probe.compare.Comparison;
import dev.stallscope.probe.compare.MeasuredRun;
import dev.stallscope.probe.compare.PathModel;
import dev.stallscope.probe.compare.RunGroup;
import dev.stallscope.report.VerdictText;
import dev.stallscope.time.DurationText;
import dev.stallscope.time.Nanos;
import dev.stallscope.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.value.ChangeListener;
import org.jspecify.annotations.Nullable;

/** Versions of HTTP side by side: of the chosen probe, or of all URLs that were asked with it. */
public final class VersionsViewModel {
  private static final double PERCENT = 100;
  private static final Comparison NOTHING = Comparison.of(List.of());

  private final ProbeViewModel probes;
  private final ReadOnlyObjectWrapper<Comparison> comparison = new ReadOnlyObjectWrapper<>(NOTHING);
  private final BooleanProperty all = new SimpleBooleanProperty(true);
  private final DoubleProperty roundTripMillis = new SimpleDoubleProperty(100);
  private final DoubleProperty lossPercent = new SimpleDoubleProperty(0);
  private final ChangeListener<ProbeEntry.Progress> follow = (_, _, _) -> compare();

  VersionsViewModel(ProbeViewModel probes) {
    this.probes = probes;
    probes.chosenProperty().addListener((_, old, now) -> choose(old, now));
    all.addListener((_, _, _) -> compare());
  }

  private void choose(@Nullable ProbeEntry old, @Nullable ProbeEntry now) {
    if (old != null) {
      old.progressProperty().removeListener(follow);
    }
    if (now != null) {
      now.progressProperty().addListener(follow);
    }
    compare();
  }

  /** When a run is over; steps within one change nothing. */
  private void compare() {
    List<ProbeEntry> compared = compared();
    comparison.set(
        compared.isEmpty()
            ? NOTHING
            : Comparison.of(compared.stream().map(ProbeEntry::result).toList()));
  }

  private List<ProbeEntry> compared() {
    ProbeEntry chosen = probes.chosenProperty().get();
    if (chosen == null) {
      return List.of();
    }
    return all.get() ? probes.askedWith(chosen) : List.of(chosen);
  }

  public ReadOnlyObjectProperty<Comparison> comparisonProperty() {
    return comparison.getReadOnlyProperty();
  }

  /** Whether all URLs that were asked at once are compared as one page. */
  public BooleanProperty allProperty() {
    return all;
  }

  /** How many URLs were asked with the chosen one, itself included. */
  int together() {
    ProbeEntry chosen = probes.chosenProperty().get();
    return chosen == null ? 0 : probes.askedWith(chosen).size();
  }

  /** Of the path that the model tells of, in milliseconds. */
  public DoubleProperty roundTripMillisProperty() {
    return roundTripMillis;
  }

  /** Packets lost on the path that the model tells of, in percent. */
  public DoubleProperty lossPercentProperty() {
    return lossPercent;
  }

  /** What it came to, in sentences; the first is the headline. */
  List<String> sentences() {
    Comparison now = comparison.get();
    List<String> sentences = new ArrayList<>(VerdictText.sentences(now));
    if (!now.hasVersions()) {
      sentences.addFirst(Texts.of(now.groups().isEmpty() ? "versions.none" : "versions.one"));
    }
    return sentences;
  }

  /** The bars: what began equally cold together, the run in the middle of each group. */
  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    for (RunKind kind : RunKind.values()) {
      List<Row> rows =
          comparison.get().groups().stream()
              .filter(group -> group.key().kind() == kind)
              .map(VersionsViewModel::row)
              .toList();
      if (!rows.isEmpty()) {
        sections.add(new Section(Texts.of("versions.kind." + kind.name()), rows));
      }
    }
    return sections;
  }

  private static Row row(RunGroup group) {
    MeasuredRun middle = group.middle();
    List<Part> parts = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      long nanos = middle.nanos(phase);
      String text = Texts.of("phase." + phase.id()) + " " + DurationText.of(nanos);
      parts.add(new Part(phase, nanos, text));
    }
    return new Row(
        group.key().version().text(),
        parts,
        DurationText.of(group.total().medianNanos()),
        Texts.of("versions.runs", group.runs().size()),
        group.total().quartileNanos(1),
        group.total().quartileNanos(3));
  }

  /** What a group would take over the path that was chosen; empty where the path is unknown. */
  String modelled(RunGroup group) {
    return comparison.get().roundTripNanos().isEmpty()
        ? ""
        : DurationText.of(
            new PathModel(comparison.get().roundTripNanos().getAsLong())
                .nanos(
                    group,
                    Math.round(roundTripMillis.get() * Nanos.PER_MILLI),
                    lossPercent.get() / PERCENT));
  }

  /** The path that was measured, in words. */
  String measuredPath() {
    return comparison.get().roundTripNanos().isEmpty()
        ? Texts.of("versions.path-unknown")
        : Texts.of("versions.path", DurationText.of(comparison.get().roundTripNanos().getAsLong()));
  }
}
