package dev.stallscope.ui.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {
  private static Analysis analysis;
  private static Finding finding;
  private static List<Exchange> exchanges;

  private final Selection selection = new Selection(() -> analysis);

  @BeforeAll
  static void analyse() throws Exception {
    analysis = analyzed("slow-server");
    finding = analysis.findings().getFirst();
    exchanges = analysis.measurements().exchanges();
  }

  private static Analysis analyzed(String sample) throws Exception {
    return Analyzer.analyze(List.of(SampleCaptures.file(sample)), AnalysisProgress.NONE);
  }

  @Test
  void aFindingBringsTheLongestOfWhatItTells() {
    selection.select(finding);
    assertThat(selection.selected().exchange()).isEqualTo(finding.exchanges().getFirst());
    assertThat(selection.selected().connection()).isEqualTo(finding.connections().getFirst());
    assertThat(selection.selected().packet()).isEqualTo(finding.packets().getFirst());
  }

  @ParameterizedTest
  @ValueSource(strings = {"queued-in-pool", "accept-queue-overflow"})
  void aQueueBringsWhoWaitedLongestInIt(String sample) throws Exception {
    Analysis queue = analyzed(sample);
    Finding told = queue.findings().getFirst();
    Selected selected = Selected.of(told, queue);
    long longest = told.exchanges().stream().mapToLong(id -> waited(queue, id)).max().orElseThrow();
    assertThat(waited(queue, selected.exchange()))
        .isPositive()
        .isCloseTo(longest, within(Nanos.ofMillis(1)));
    Exchange shown = queue.measurements().exchanges().get(selected.exchange());
    assertThat(selected.connection()).isEqualTo(shown.connection());
    assertThat(selected.packet()).isBetween(shown.firstPacket(), shown.lastPacket());
  }

  private static long waited(Analysis analysis, int exchange) {
    return analysis.lostTimes().ofExchange(exchange).stream()
        .mapToLong(LostTime::durationNanos)
        .sum();
  }

  @Test
  void whereTheExchangeHasNoConnectionThatOfTheFindingIsTaken() throws Exception {
    Analysis lookup = analyzed("dns-nxdomain");
    Finding told = lookup.findings().getFirst();
    Selected selected = Selected.of(told, lookup);
    assertThat(lookup.measurements().exchanges().get(selected.exchange()).connection())
        .isNegative();
    assertThat(selected.connection())
        .isEqualTo(told.connections().isEmpty() ? -1 : told.connections().getFirst());
  }

  @Test
  void everythingChangesInOneStep() {
    List<Selected> seen = new ArrayList<>();
    selection.selectedProperty().addListener((_, _, now) -> seen.add(now));
    selection.select(finding);
    assertThat(seen).containsExactly(Selected.of(finding, analysis));
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
    assertThat(selection.selected()).isEqualTo(Selected.of(finding, analysis));
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
