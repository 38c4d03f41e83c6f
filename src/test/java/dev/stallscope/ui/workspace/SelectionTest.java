package dev.stallscope.ui.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static Finding finding;
  private static List<Exchange> exchanges;

  private final Selection selection = new Selection(id -> exchanges.get(id).connection());

  @BeforeAll
  static void analyse() throws Exception {
    Analysis analysis =
        Analyzer.analyze(List.of(SampleCaptures.file("slow-server")), AnalysisProgress.NONE);
    finding = analysis.findings().getFirst();
    exchanges = analysis.measurements().exchanges();
  }

  @Test
  void aFindingBringsTheFirstOfItsProof() {
    selection.select(finding);
    assertThat(selection.selected())
        .isEqualTo(
            new Selected(
                finding,
                finding.exchanges().getFirst(),
                finding.connections().getFirst(),
                finding.packets().getFirst()));
  }

  @Test
  void theConnectionIsThatOfTheExchangeWhateverTheFindingNamesFirst() {
    int exchange = finding.exchanges().getFirst();
    assertThat(finding.connections()).doesNotContain(7);
    assertThat(Selected.of(finding, id -> id == exchange ? 7 : 8).connection()).isEqualTo(7);
  }

  @Test
  void whereTheExchangeHasNoConnectionTheFirstOneIsTaken() {
    assertThat(Selected.of(finding, _ -> -1).connection())
        .isEqualTo(finding.connections().getFirst());
  }

  @Test
  void everythingChangesInOneStep() {
    List<Selected> seen = new ArrayList<>();
    selection.selectedProperty().addListener((_, _, now) -> seen.add(now));
    selection.select(finding);
    assertThat(seen).containsExactly(Selected.of(finding, id -> exchanges.get(id).connection()));
  }

  @Test
  void anExchangeOfTheFindingKeepsIt() {
    selection.select(finding);
    selection.select(exchanges.get(finding.exchanges().getLast()));
    assertThat(selection.selected().finding()).isSameAs(finding);
    assertThat(selection.selected().exchange()).isEqualTo(finding.exchanges().getLast());
  }

  @Test
  void anExchangeThatIsNotOfTheFindingDropsIt() {
    Exchange other =
        exchanges.stream()
            .filter(exchange -> !finding.exchanges().contains(exchange.id()))
            .findFirst()
            .orElseThrow();
    selection.select(finding);
    selection.select(other);
    assertThat(selection.selected().finding()).isNull();
  }

  @Test
  void goesBackAndForward() {
    selection.select(finding);
    selection.selectPacket(17);
    selection.back();
    assertThat(selection.selected())
        .isEqualTo(Selected.of(finding, id -> exchanges.get(id).connection()));
    selection.forward();
    assertThat(selection.selected().packet()).isEqualTo(17);
    selection.forward();
    assertThat(selection.selected().packet()).isEqualTo(17);
  }

  @Test
  void theTimeRangeStaysWhileOneLooksAround() {
    TimeSpan range = new TimeSpan(1, 2);
    selection.rangeProperty().set(range);
    selection.select(finding);
    assertThat(selection.rangeProperty().get()).isEqualTo(range);
    selection.clear();
    assertThat(selection.rangeProperty().get()).isNull();
    assertThat(selection.selected()).isEqualTo(Selected.NOTHING);
  }
}
