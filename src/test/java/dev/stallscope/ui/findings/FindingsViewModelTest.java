package dev.stallscope.ui.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.testkit.OpenedWorkspace;
import dev.stallscope.testkit.SampleCaptures;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FindingsViewModelTest {
  private final OpenedWorkspace rig = new OpenedWorkspace();
  private final FindingsViewModel model = new FindingsViewModel(rig.workspace());

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void theCostliestFindingIsSelectedAtOnce() {
    rig.open(SampleCaptures.file("slow-reader"));
    assertThat(model.shown().stream().map(finding -> finding.rule().id()))
        .containsExactly("zero-window", "receive-window-limited", "capture-truncated-packets");
    assertThat(model.selected()).isSameAs(model.shown().getFirst());
  }

  @Test
  void whereNothingCostsTimeTheLongestExchangeIsSelectedAndNoFinding() {
    rig.open(SampleCaptures.file("healthy-page"));
    assertThat(model.selected()).isNull();
    List<Exchange> all =
        Objects.requireNonNull(rig.workspace().analysis()).measurements().exchanges();
    assertThat(all.get(rig.workspace().selection().selected().exchange()).durationNanos())
        .isEqualTo(all.stream().mapToLong(Exchange::durationNanos).max().orElseThrow());
  }

  @Test
  void hidingSelectsTheNextAndCanBeUndoneStepByStep() {
    rig.open(SampleCaptures.file("slow-reader"));
    List<Finding> all = List.copyOf(model.shown());
    model.hide(all.getFirst());
    assertThat(model.shown()).isEqualTo(all.subList(1, 3));
    assertThat(model.selected()).isSameAs(all.get(1));
    assertThat(model.summary()).isEqualTo("2 findings · 1 hidden");
    model.showOnly(all.get(2));
    assertThat(model.shown()).containsExactly(all.get(2));
    model.undo();
    assertThat(model.shown()).isEqualTo(all.subList(1, 3));
    assertThat(model.selected()).isSameAs(all.get(2));
    model.undo();
    assertThat(model.shown()).isEqualTo(all);
    assertThat(model.selected()).isSameAs(all.getFirst());
    assertThat(model.canUndoProperty().get()).isFalse();
  }

  @Test
  void whereAllIsHiddenNothingIsSelected() {
    rig.open(SampleCaptures.file("slow-reader"));
    List.copyOf(model.shown()).forEach(model::hide);
    assertThat(model.selected()).isNull();
    assertThat(model.summary()).isEqualTo("No findings · 3 hidden");
  }

  @Test
  void anotherCaptureHidesNothing() {
    rig.open(SampleCaptures.file("slow-reader"));
    model.hide(model.shown().getFirst());
    rig.open(SampleCaptures.file("slow-server"));
    assertThat(model.shown())
        .isEqualTo(Objects.requireNonNull(rig.workspace().analysis()).findings());
    assertThat(model.canUndoProperty().get()).isFalse();
  }

  @Test
  void whatIsHiddenStaysHiddenWhileTheCaptureGrows() {
    rig.open(SampleCaptures.file("slow-reader"));
    model.hide(model.shown().getFirst());
    List<Finding> left = List.copyOf(model.shown());
    rig.refresh(SampleCaptures.file("slow-reader"));
    assertThat(model.shown()).isEqualTo(left);
    assertThat(model.selected()).isEqualTo(left.getFirst());
    model.undo();
    assertThat(model.shown()).hasSize(3);
  }

  @Test
  void whoSelectedNothingIsLeftAloneWhileTheCaptureGrows() {
    rig.open(SampleCaptures.file("slow-reader"));
    rig.workspace().selection().selectNothing();
    rig.refresh(SampleCaptures.file("slow-reader"));
    assertThat(model.selected()).isNull();
  }

  @Test
  void theFirstFindingOfACaptureThatGrowsIsSelected() {
    rig.open(SampleCaptures.file("healthy-page"));
    rig.refresh(SampleCaptures.file("slow-reader"));
    assertThat(model.selected()).isSameAs(model.shown().getFirst());
  }

  @Test
  void stepsFromFindingToFindingAndStopsAtTheEnds() {
    rig.open(SampleCaptures.file("slow-reader"));
    model.previous();
    assertThat(model.selected()).isSameAs(model.shown().getFirst());
    model.next();
    model.next();
    model.next();
    assertThat(model.selected()).isSameAs(model.shown().getLast());
  }

  @Test
  void everyRuleIsInOneOfThreePlaces() {
    rig.open(SampleCaptures.file("slow-reader"));
    int found = (int) model.shown().stream().map(one -> one.rule().id()).distinct().count();
    assertThat(found + model.clear().size() + model.notJudged().size())
        .isEqualTo(Objects.requireNonNull(rig.workspace().analysis()).rules().size());
    assertThat(model.notJudged()).allMatch(verdict -> !verdict.sentence().isBlank());
  }

  @Test
  void markdownHoldsWhatAColleagueNeeds() {
    rig.open(SampleCaptures.file("slow-reader"));
    assertThat(model.markdown())
        .startsWith("## The client program stopped reading for 2.41 s\n")
        .contains(
            "- time lost: 2.41 s\n- who has to act: the client application\n- how sure: Certain\n",
            "- shown by (packets 155, 164, 152, 153)",
            "What to do:\n\n- Read from the socket without pause",
            "## The capture cut 553 packets");
  }
}
