package dev.stallscope.measure.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.DatagramConnection;
import dev.stallscope.protocol.DatagramConnection.RoundTrip;
import dev.stallscope.protocol.DatagramConnection.Traffic;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageContent;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.TransportWait;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose time passed on connections over datagrams; the round trip is 10. */
class DatagramTimesTest {
  private static final Endpoint CLIENT = new Endpoint(IpAddress.parse("192.0.2.10"), 40000);
  private static final Endpoint SERVER = new Endpoint(IpAddress.parse("198.51.100.7"), 443);

  private final List<Exchange> exchanges = new ArrayList<>();
  private final List<TransportWait> waits = new ArrayList<>();

  /** A request at a time whose answer lasts from one time to another, on stream 4 times its id. */
  private Exchange request(long sent, long from, long to) {
    int id = exchanges.size();
    Exchange exchange =
        new Exchange(
            id,
            ExchangeKind.REQUEST,
            0,
            CLIENT,
            SERVER,
            AppProtocol.HTTP3,
            "GET /",
            Optional.of("200"),
            false,
            false,
            new TimeSpan(sent, to),
            new PhaseTimings(
                List.of(
                    new Timing(Phase.WAIT, new TimeSpan(sent, from)),
                    new Timing(Phase.RECEIVE, new TimeSpan(from, to)))),
            -1,
            Optional.empty(),
            Optional.of(message(4L * id, from, to)),
            List.of(),
            Optional.empty(),
            1);
    exchanges.add(exchange);
    return exchange;
  }

  private static Message message(long stream, long from, long to) {
    MessageContent content = () -> "200";
    return new Message(
        AppProtocol.HTTP3,
        MessageRole.RESPONSE,
        Direction.SERVER_TO_CLIENT,
        new MessageSpan(from, to, 1, 2, 0, 10),
        new Correlation.ByKey(stream),
        true,
        1,
        content);
  }

  /** The causes of an exchange's time with how long each lasted. */
  private List<String> account(Exchange exchange) {
    DatagramConnection connection =
        new DatagramConnection(
            AppProtocol.QUIC,
            "QUIC v1",
            CLIENT,
            SERVER,
            0,
            1000,
            0,
            9,
            new Traffic(5, 500),
            new Traffic(5, 5000),
            new RoundTrip(10, 5, 5, -1, 2),
            List.of(),
            waits,
            List.of());
    IntervalCuts cuts = new IntervalCuts(exchange.span().startNanos(), exchange.span().endNanos());
    new DatagramTimes(0, List.of(connection), exchanges).fill(exchange, cuts);
    return cuts.intervals().stream()
        .map(interval -> interval.cause().id() + " " + interval.durationNanos())
        .toList();
  }

  @Test
  void theServerOwnsAWaitBeyondTheRoundTrip() {
    Exchange only = request(100, 400, 500);
    assertThat(account(only))
        .containsExactly("network-round-trip 10", "slow-server-response 290", "transfer 100");
  }

  @Test
  void nobodyIsBlamedWhileOtherAnswersAreUnderWay() {
    Exchange later = request(100, 400, 500);
    request(100, 150, 250);
    request(100, 200, 300);
    assertThat(account(later))
        .containsExactly(
            "network-round-trip 10",
            "slow-server-response 40",
            "transfer 150",
            "slow-server-response 100",
            "transfer 100");
  }

  @Test
  void aWaitOwnsTheTimeOfTheStreamsThatItNames() {
    Exchange first = request(100, 200, 500);
    Exchange second = request(100, 200, 500);
    waits.add(
        new TransportWait(
            TransportWait.Kind.FLOW_CONTROL,
            Direction.SERVER_TO_CLIENT,
            250,
            350,
            3,
            5,
            Set.of(4L)));
    assertThat(account(first)).doesNotContain("quic-flow-control 100");
    assertThat(account(second)).contains("transfer 50", "quic-flow-control 100", "transfer 150");
  }

  @Test
  void aTimerCostsWhatItTookBeyondTheRoundTrip() {
    Exchange only = request(100, 400, 500);
    waits.add(
        new TransportWait(
            TransportWait.Kind.PROBE_TIMEOUT,
            Direction.CLIENT_TO_SERVER,
            100,
            300,
            3,
            5,
            Set.of()));
    assertThat(account(only))
        .containsExactly(
            "network-round-trip 10",
            "quic-probe-timeout 190",
            "slow-server-response 100",
            "transfer 100");
  }

  @Test
  void aLossCostsItsWholeTimeAndAnOutageWhatItTookBeyondTheRoundTrip() {
    Exchange only = request(100, 200, 500);
    Direction sender = Direction.SERVER_TO_CLIENT;
    waits.add(new TransportWait(TransportWait.Kind.LOSS, sender, 250, 300, 3, 5, Set.of(0L)));
    waits.add(new TransportWait(TransportWait.Kind.OUTAGE, sender, 350, 500, 6, 7, Set.of(0L)));
    assertThat(account(only))
        .containsExactly(
            "network-round-trip 10",
            "slow-server-response 90",
            "transfer 50",
            "packet-loss 50",
            "transfer 50",
            "network-round-trip 10",
            "path-outage 140");
  }
}
