package dev.stallscope.ui.resolution;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.KeyCoverage;
import dev.stallscope.chart.Ladder;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.report.KeysPage;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.control.IndexedRows;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.BackgroundTasks;
import dev.stallscope.ui.workspace.Workspace;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/** The lookups and handshakes of the chosen time, the one that is looked at, and servers' times. */
public final class ResolutionViewModel {
  private final Workspace workspace;
  private final BackgroundTasks.Lane finding;
  private final BooleanProperty times = new SimpleBooleanProperty();
  private final BooleanProperty isInSight = new SimpleBooleanProperty(true);
  private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(Shown.NOTHING);
  private final ReadOnlyObjectWrapper<@Nullable Step> step = new ReadOnlyObjectWrapper<>();
  private boolean isStale;

  /**
   * What is shown of a capture.
   *
   * @param servers the slowest first
   */
  record Shown(Resolution resolution, IndexedRows<Step> rows, List<ServerTimes> servers) {
    static final Shown NOTHING = new Shown(Resolution.NONE, IndexedRows.none(), List.of());

    /** The longest time of all servers, at least 1, for a scale that they share. */
    long mostNanos() {
      return Math.max(1, servers.stream().mapToLong(ServerTimes::mostNanos).max().orElse(1));
    }
  }

  public ResolutionViewModel(Workspace workspace) {
    this.workspace = workspace;
    finding = workspace.tasks().lane();
    workspace.captureProperty().addListener((_, _, _) -> replace());
    workspace.selection().rangeProperty().addListener((_, _, _) -> load());
    isInSight.addListener((_, _, _) -> catchUp());
    workspace.selection().selectedProperty().addListener((_, _, _) -> follow());
    load();
  }

  /** Whether the pane is on screen; nothing is found for one that is not. */
  BooleanProperty inSightProperty() {
    return isInSight;
  }

  /** What the tables show. */
  ReadOnlyObjectProperty<Shown> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /** The step that is looked at, or null where there is none. */
  ReadOnlyObjectProperty<@Nullable Step> stepProperty() {
    return step.getReadOnlyProperty();
  }

  /** Whether the times of servers are shown rather than the steps. */
  public BooleanProperty timesProperty() {
    return times;
  }

  /** Where the step that is looked at is in the table, or -1. */
  int selectedRow() {
    Step now = step.get();
    Shown all = shown.get();
    return now == null ? -1 : all.rows().indexOfId(all.resolution().indexOf(now));
  }

  /** Selects a step for all panes. */
  void select(Step chosen) {
    if (!chosen.equals(step.get())) {
      step.set(chosen);
      workspace.selection().select(chosen.exchange());
    }
  }

  /** The ladder of the step that is looked at, or null. */
  @Nullable Ladder ladder() {
    Step now = step.get();
    Analysis analysis = workspace.analysis();
    return now == null || analysis == null
        ? null
        : now.ladder(analysis.measurements()).orElse(null);
  }

  /** How many lookups and handshakes there are. */
  public String summary() {
    List<Step> steps = List.copyOf(shown.get().rows());
    long lookups = steps.stream().filter(Step.Lookup.class::isInstance).count();
    return Texts.of("resolution.count", lookups, steps.size() - lookups) + decrypted();
  }

  private String decrypted() {
    Analysis analysis = workspace.analysis();
    if (analysis == null || analysis.keys().decryptions().isEmpty()) {
      return "";
    }
    KeyCoverage keys = analysis.keys();
    return Texts.of("resolution.decrypted", keys.connectionsDecrypted(), keys.decryptions().size());
  }

  /** Whether there are TLS connections that could not be read. */
  boolean isPartlyEncrypted() {
    Analysis analysis = workspace.analysis();
    return analysis != null
        && analysis.keys().connectionsDecrypted() < analysis.keys().decryptions().size();
  }

  /** Shows how to record keys. */
  void explainKeys() {
    workspace.explain(KeysPage.text());
  }

  /** What to say where there is nothing to show. */
  public String emptyState() {
    if (!shown.get().resolution().steps().isEmpty()) {
      return Texts.of("resolution.none-in-range");
    }
    return Texts.of(hasOpening() ? "resolution.none-needed" : "resolution.none");
  }

  private boolean hasOpening() {
    Analysis analysis = workspace.analysis();
    return analysis != null
        && analysis.measurements().exchanges().stream()
            .anyMatch(exchange -> exchange.kind() == ExchangeKind.CONNECT);
  }

  /** Time since the capture began. */
  long sinceStart(Step one) {
    Analysis analysis = workspace.analysis();
    return analysis == null
        ? 0
        : Math.max(0, one.span().startNanos() - analysis.measurements().capture().firstNanos());
  }

  /** What is shown of a capture that grows stays until there is more. */
  private void replace() {
    if (workspace.analysis() == null || !isInSight.get()) {
      step.set(null);
      shown.set(Shown.NOTHING);
    }
    load();
  }

  private void catchUp() {
    if (isStale) {
      load();
    }
  }

  private void load() {
    Analysis analysis = workspace.analysis();
    isStale = analysis != null && !isInSight.get();
    if (analysis == null || isStale) {
      finding.drop();
      return;
    }
    TimeSpan range = workspace.selection().rangeProperty().get();
    finding.submit(() -> find(analysis, range), this::show, workspace::say);
  }

  private static Shown find(Analysis analysis, @Nullable TimeSpan range) {
    Resolution all = Resolution.of(analysis);
    int[] ids =
        IntStream.range(0, all.steps().size())
            .filter(at -> range == null || isWithin(all.steps().get(at).span(), range))
            .toArray();
    IndexedRows<Step> rows = IndexedRows.of(ids, all.steps()::get, all.steps()::indexOf);
    return new Shown(all, rows, ServerTimes.of(List.copyOf(rows)));
  }

  private static boolean isWithin(TimeSpan span, TimeSpan range) {
    return range.contains(span.startNanos()) || span.overlaps(range);
  }

  private void show(Shown found) {
    shown.set(found);
    follow();
  }

  private void follow() {
    Resolution all = shown.get().resolution();
    OptionalInt at = all.of(workspace.selection().selected());
    if (at.isPresent()) {
      step.set(all.steps().get(at.getAsInt()));
    } else {
      Step before = step.get();
      OptionalInt next = before == null ? all.costliest() : all.counterpart(before);
      step.set(next.isPresent() ? all.steps().get(next.getAsInt()) : null);
    }
  }
}
