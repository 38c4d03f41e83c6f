package dev.stallscope.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.time.TimeSpan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharedTimelineTest {
  private static final Endpoint HOST = new Endpoint(IpAddress.parse("10.0.0.1"), 80);

  @Test
  void ofThoseAtOnceTheFarthestPhaseIsShownAndNothingInBetween() {
    Exchange first = request(0, timing(Phase.WAIT, 0, 40), timing(Phase.RECEIVE, 40, 60));
    Exchange second = request(1, timing(Phase.WAIT, 10, 50), timing(Phase.RECEIVE, 50, 90));
    Exchange late = request(2, timing(Phase.WAIT, 120, 130));
    assertThat(timeline(Map.of(), first, second, late))
        .containsExactly("0..40 WAIT", "40..90 RECEIVE", "120..130 WAIT");
  }

  @Test
  void setUpIsThatOfTheConnectionAndNotThatOfTheRequestsThatWaitedForIt() {
    Exchange connect = exchange(0, ExchangeKind.CONNECT, timing(Phase.CONNECT, 20, 40));
    Exchange request =
        request(
            1,
            timing(Phase.BLOCKED, 0, 10),
            timing(Phase.DNS, 10, 20),
            timing(Phase.CONNECT, 20, 40),
            timing(Phase.WAIT, 40, 50));
    assertThat(timeline(Map.of(), connect, request))
        .containsExactly("20..40 CONNECT", "40..50 WAIT");
  }

  @Test
  void itIsHeldUpOnlyWhileEachThatIsUnderWayIs() {
    Exchange first = request(0, timing(Phase.WAIT, 0, 100));
    Exchange second = request(1, timing(Phase.WAIT, 50, 80));
    Map<Integer, List<LostTime>> stalls =
        Map.of(0, List.of(stall(10, 70), stall(60, 90)), 1, List.of(stall(65, 80)));
    assertThat(timeline(stalls, first, second))
        .containsExactly(
            "0..10 WAIT", "10..50 WAIT held", "50..65 WAIT", "65..90 WAIT held", "90..100 WAIT");
  }

  @Test
  void whatARequestWaitedBeforeItBeganHoldsUpNothing() {
    Exchange first = request(0, timing(Phase.WAIT, 0, 50));
    Exchange queued = request(1, timing(Phase.WAIT, 50, 80));
    assertThat(timeline(Map.of(1, List.of(stall(0, 50))), first, queued))
        .containsExactly("0..80 WAIT");
  }

  private static List<String> timeline(Map<Integer, List<LostTime>> stalls, Exchange... exchanges) {
    return SharedTimeline.of(
            List.of(exchanges), exchange -> stalls.getOrDefault(exchange.id(), List.of()))
        .pieces()
        .stream()
        .map(
            piece ->
                "%d..%d %s%s"
                    .formatted(
                        piece.span().startNanos(),
                        piece.span().endNanos(),
                        piece.phase(),
                        piece.isStalled() ? " held" : ""))
        .toList();
  }

  private static Timing timing(Phase phase, long start, long end) {
    return new Timing(phase, new TimeSpan(start, end));
  }

  private static LostTime stall(long start, long end) {
    return new LostTime("zero-window", 0, 0, new TimeSpan(start, end), end - start);
  }

  private static Exchange request(int id, Timing... timings) {
    return exchange(id, ExchangeKind.REQUEST, timings);
  }

  private static Exchange exchange(int id, ExchangeKind kind, Timing... timings) {
    List<Timing> all = List.of(timings);
    return new Exchange(
        id,
        kind,
        0,
        HOST,
        HOST,
        AppProtocol.HTTP2,
        "",
        Optional.empty(),
        false,
        false,
        new TimeSpan(all.getFirst().span().startNanos(), all.getLast().span().endNanos()),
        new PhaseTimings(all),
        -1,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        1);
  }
}
