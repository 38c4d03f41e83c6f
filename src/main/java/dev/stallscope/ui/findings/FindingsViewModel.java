package dev.stallscope.ui.findings;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.RuleResult;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.report.Labels;
import dev.stallscope.report.WholeAmounts;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Counterparts;
import dev.stallscope.ui.workspace.Selected;
import dev.stallscope.ui.workspace.Selection;
import dev.stallscope.ui.workspace.Workspace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** Which findings are shown, which is selected, and what was checked besides. */
public final class FindingsViewModel {
  private final Workspace workspace;
  private final ObservableList<Finding> shown = FXCollections.observableArrayList();
  private final ObservableList<Verdict> clear = FXCollections.observableArrayList();
  private final ObservableList<Verdict> notJudged = FXCollections.observableArrayList();
  private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper();

  /** What hides findings, the newest first: a finding is shown if all of them let it. */
  private final Deque<Filter> filters = new ArrayDeque<>();

  /** Whether the first finding was selected already: once a capture, then it is the user's. */
  private boolean hasBegun;

  private Selected offered = Selected.NOTHING;

  /** Whether what is selected is nothing, or what was selected here for want of a finding. */
  private boolean isUntouched = true;

  /**
   * What was done to the list.
   *
   * @param lets the findings that it lets be shown
   * @param hidden the only finding that it hides, or null
   */
  private record Filter(Predicate<Finding> lets, @Nullable Finding hidden) {
    private boolean isHidden(Finding finding) {
      return hidden != null && Counterparts.isSame(finding, hidden);
    }
  }

  public FindingsViewModel(Workspace workspace) {
    this.workspace = workspace;
    workspace.captureProperty().addListener((_, _, _) -> load(workspace.analysis()));
    selection().selectedProperty().addListener((_, _, now) -> notice(now));
    load(workspace.analysis());
  }

  /** The findings that are not hidden, by time lost. */
  public ObservableList<Finding> shown() {
    return shown;
  }

  /** What was checked and found well. */
  public ObservableList<Verdict> clear() {
    return clear;
  }

  /** What could not be judged on this capture, and rules that failed. */
  public ObservableList<Verdict> notJudged() {
    return notJudged;
  }

  public ReadOnlyBooleanProperty canUndoProperty() {
    return canUndo.getReadOnlyProperty();
  }

  public Selection selection() {
    return workspace.selection();
  }

  /** The analysis that is shown, or null. */
  public @Nullable Analysis analysis() {
    return workspace.analysis();
  }

  /** The selected finding, or null. */
  public @Nullable Finding selected() {
    return selection().selected().finding();
  }

  /** Text that may quote the wire, as it is shown: secrets masked. */
  public String text(String text) {
    return Labels.REDACTED.text(text);
  }

  /** The title of a finding as it is shown, without a number that is torn from its unit. */
  String headline(Finding finding) {
    return WholeAmounts.of(text(finding.title()));
  }

  /** How many findings there are, in words. */
  public String summary() {
    int hidden = findings().size() - shown.size();
    String count = Texts.of("findings.count", shown.size());
    return hidden == 0 ? count : count + Texts.of("findings.hidden", hidden);
  }

  /** Hides one finding. */
  public void hide(Finding finding) {
    filter(new Filter(other -> !Counterparts.isSame(other, finding), finding));
  }

  /** Shows only findings of the same kind. */
  public void showOnly(Finding finding) {
    filter(new Filter(other -> other.rule().id().equals(finding.rule().id()), null));
  }

  /** Undoes the last hiding; a finding that comes back is selected. */
  public void undo() {
    Filter undone = filters.poll();
    refresh();
    if (undone != null) {
      shown.stream().filter(undone::isHidden).findFirst().ifPresent(selection()::select);
    }
  }

  /** Selects the finding after the selected one, or the first. */
  public void next() {
    step(1);
  }

  /** Selects the finding before the selected one, or the first. */
  public void previous() {
    step(-1);
  }

  /** All that is shown, as Markdown. */
  public String markdown() {
    return shown.stream().map(FindingMarkdown::of).collect(Collectors.joining("\n"));
  }

  private void step(int by) {
    if (!shown.isEmpty()) {
      int at = shown.indexOf(selected());
      selection().select(shown.get(at < 0 ? 0 : Math.clamp(at + by, 0, shown.size() - 1)));
    }
  }

  private void filter(Filter filter) {
    filters.push(filter);
    refresh();
  }

  private void refresh() {
    canUndo.set(!filters.isEmpty());
    List<Finding> visible =
        findings().stream()
            .filter(finding -> filters.stream().allMatch(filter -> filter.lets().test(finding)))
            .toList();
    shown.setAll(visible);
    Finding now = selected();
    if (now != null && !visible.contains(now)) {
      visible.stream().findFirst().ifPresentOrElse(selection()::select, selection()::selectNothing);
    }
  }

  private List<Finding> findings() {
    Analysis analysis = workspace.analysis();
    return analysis == null ? List.of() : analysis.findings();
  }

  private void load(@Nullable Analysis analysis) {
    if (analysis == null) {
      filters.clear();
      hasBegun = false;
      offer(Selected.NOTHING);
    }
    refresh();
    List<Verdict> well = new ArrayList<>();
    List<Verdict> unknown = new ArrayList<>();
    if (analysis != null) {
      analysis.rules().forEach(result -> sort(result, well, unknown));
    }
    clear.setAll(well);
    notJudged.setAll(unknown);
    begin(analysis);
  }

  /** Selects the first finding that costs time, unless the user has chosen something. */
  private void begin(@Nullable Analysis analysis) {
    if (analysis == null || hasBegun || !isUntouched) {
      return;
    }
    shown.stream()
        .filter(finding -> finding.severity() != Severity.INFO)
        .findFirst()
        .ifPresentOrElse(
            finding -> {
              hasBegun = true;
              selection().select(finding);
            },
            () -> selectLongest(analysis));
  }

  /** A later state of a capture may number or drop what is selected; nobody touched it then. */
  private void notice(Selected now) {
    if (!selection().isCarryingOver()) {
      isUntouched =
          now.finding() == null
              && now.connection() == offered.connection()
              && now.packet() == offered.packet();
    }
  }

  /** Where nothing is wrong, what took longest is what one asks about first. */
  private void selectLongest(Analysis analysis) {
    if (selection().selected().equals(Selected.NOTHING)) {
      analysis.measurements().exchanges().stream()
          .filter(exchange -> !exchange.isPartOfParent())
          .max(Comparator.comparingLong(Exchange::durationNanos))
          .ifPresent(selection()::select);
      offer(selection().selected());
    }
  }

  private void offer(Selected selected) {
    offered = selected;
    isUntouched = true;
  }

  private static void sort(RuleResult result, List<Verdict> well, List<Verdict> unknown) {
    switch (result.outcome()) {
      case RuleOutcome.Clear clear -> well.add(new Verdict(result.rule(), clear.measured()));
      case RuleOutcome.NotApplicable not -> unknown.add(new Verdict(result.rule(), not.reason()));
      case RuleOutcome.Failed failed ->
          unknown.add(new Verdict(result.rule(), Texts.of("findings.rule-failed", failed.error())));
      case RuleOutcome.Found _ -> {
        // its findings are in the list
      }
    }
  }
}
