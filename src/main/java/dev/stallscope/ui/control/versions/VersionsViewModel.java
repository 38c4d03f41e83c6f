package dev.stallscope.ui.control.versions;

import dev.stallscope.chart.SmallWaterfallsLayout;
import dev.stallscope.chart.SmallWaterfallsLayout.Waterfall;
import dev.stallscope.chart.StackedBarsLayout.Part;
import dev.stallscope.chart.StackedBarsLayout.Row;
import dev.stallscope.chart.StackedBarsLayout.Section;
import dev.stallscope.diagnosis.QuantityText;
import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.RunKind;
import dev.stallscope.probe.compare.ComparedSubject;
import dev.stallscope.probe.compare.Comparison;
import dev.stallscope.probe.compare.MeasuredRun;
import dev.stallscope.probe.compare.PathModel;
import dev.stallscope.probe.compare.RunGroup;
import dev.stallscope.probe.compare.Traffic;
import dev.stallscope.report.Labels;
import dev.stallscope.report.Printable;
import dev.stallscope.report.VerdictText;
import dev.stallscope.time.DurationText;
import dev.stallscope.time.Nanos;
import dev.stallscope.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;

/** Versions of HTTP side by side, wherever they were measured. */
public final class VersionsViewModel {
  private static final double PERCENT = 100;

  /** More requests of a run are not drawn. */
  private static final int MOST_ROWS = 40;

  private final ReadOnlyObjectWrapper<Comparison> comparison =
      new ReadOnlyObjectWrapper<>(ComparedSubject.NONE.comparison());
  private final ReadOnlyBooleanWrapper empty = new ReadOnlyBooleanWrapper(true);
  private final BooleanProperty waterfalls = new SimpleBooleanProperty();
  private final DoubleProperty roundTripMillis = new SimpleDoubleProperty(100);
  private final DoubleProperty lossPercent = new SimpleDoubleProperty(0);
  private ComparedSubject subject = ComparedSubject.NONE;
  private List<String> notes = List.of();

  /**
   * Shows a comparison.
   *
   * @param said sentences that stand before its own
   */
  public void show(ComparedSubject now, List<String> said) {
    notes = List.copyOf(said);
    subject = now;
    comparison.set(now.comparison());
    empty.set(now.comparison().allGroups().isEmpty());
  }

  /** What is compared. */
  public ComparedSubject subject() {
    return subject;
  }

  /** Whether nothing is. */
  public ReadOnlyBooleanProperty isEmptyProperty() {
    return empty.getReadOnlyProperty();
  }

  /** Whether the requests of each run are drawn, and not its phases alone. */
  public BooleanProperty waterfallsProperty() {
    return waterfalls;
  }

  /** Shows none. */
  public void clear() {
    show(ComparedSubject.NONE, List.of());
  }

  public ReadOnlyObjectProperty<Comparison> comparisonProperty() {
    return comparison.getReadOnlyProperty();
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
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>(notes);
    sentences.addAll(VerdictText.sentences(comparison.get()));
    return sentences;
  }

  /** The bars: what began equally cold together, the run in the middle of each group. */
  public List<Section> sections() {
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
    comparison
        .get()
        .grpc()
        .forEach(
            calls ->
                sections.add(
                    new Section(
                        Texts.of("versions.grpc", calls.method()),
                        calls.groups().stream().map(VersionsViewModel::row).toList())));
    return sections;
  }

  /** The requests of the run in the middle of each group. */
  public List<Waterfall> waterfalls() {
    return comparison.get().allGroups().stream().map(VersionsViewModel::waterfall).toList();
  }

  private static Waterfall waterfall(RunGroup group) {
    MeasuredRun middle = group.middle();
    int more = Math.max(0, middle.steps().size() - MOST_ROWS);
    return new Waterfall(
        group.key().text(),
        Texts.of("versions.waterfall", DurationText.of(middle.totalNanos()), more),
        middle.steps().stream()
            .limit(MOST_ROWS)
            .map(
                step ->
                    new SmallWaterfallsLayout.Row(
                        Printable.of(Labels.REDACTED.text(step.label())), step.phases()))
            .toList());
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
        group.key().isGrpc() ? group.key().text() : group.key().protocol(),
        parts,
        DurationText.of(group.total().medianNanos()),
        Texts.of("versions.runs", group.runs().size()),
        group.total().quartileNanos(1),
        group.total().quartileNanos(3));
  }

  /** The phase that took most, and how much. */
  public static String dominant(RunGroup group) {
    return Texts.of("phase." + group.dominant().id())
        + " "
        + QuantityText.percent(group.dominantShare());
  }

  /** Packets for each request, over all connections of the version. */
  public String packets(RunGroup group) {
    return traffic(
        group, one -> "%,.1f".formatted((double) one.packets() / Math.max(1, one.requests())));
  }

  /** What the connections of the version sent again. */
  public String sentAgain(RunGroup group) {
    return traffic(
        group,
        one -> one.sentAgain().isPresent() ? "%,d".formatted(one.sentAgain().getAsLong()) : "–");
  }

  private String traffic(RunGroup group, Function<Traffic, String> text) {
    return group.key().isGrpc()
        ? "–"
        : comparison.get().traffic(group.key().version()).map(text).orElse("–");
  }

  /** What a group would take over the path that was chosen; empty where the path is unknown. */
  public String modelled(RunGroup group) {
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
  public String measuredPath() {
    return comparison.get().roundTripNanos().isEmpty()
        ? Texts.of("versions.path-unknown")
        : Texts.of("versions.path", DurationText.of(comparison.get().roundTripNanos().getAsLong()));
  }
}
