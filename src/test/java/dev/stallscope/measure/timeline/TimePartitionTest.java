package dev.stallscope.measure.timeline;

import static dev.stallscope.net.Direction.CLIENT_TO_SERVER;
import static dev.stallscope.net.Direction.SERVER_TO_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.ConnectionFacts;
import dev.stallscope.measure.TimeAccount;
import dev.stallscope.measure.account.DatagramTimes;
import dev.stallscope.measure.account.TimeAccountant;
import dev.stallscope.measure.quality.CapturePauses;
import dev.stallscope.net.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every nanosecond has one owner, whatever the packets are. */
class TimePartitionTest {
  private static final int SCRIPTS = 400;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void anyPacketsArePartitionedExactly(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < SCRIPTS; i++) {
      ScriptedTrace trace = randomTrace(random);
      List<Exchange> exchanges = randomExchanges(random, trace);
      ConnectionFacts facts =
          new ConnectionMeasurer(CapturePauses.of(List.of())).measure(trace, exchanges);
      long last = 0;
      for (int row = 0; row < trace.size(); row++) {
        last = Math.max(last, trace.epochNanos(row));
      }
      assertPartition(facts.timeline(), trace.epochNanos(0), last);
      List<TimeAccount> accounts =
          TimeAccountant.accounts(
              List.of(trace.connection()),
              exchanges,
              List.of(),
              List.of(facts),
              new DatagramTimes(1, List.of(), List.of()),
              CapturePauses.of(List.of()));
      for (Exchange exchange : exchanges) {
        assertPartition(
            accounts.get(exchange.id()).intervals(),
            exchange.span().startNanos(),
            exchange.span().endNanos());
      }
    }
  }

  @Test
  void anEmptyTraceHasAnEmptyTimeLine() {
    assertThat(
            new ConnectionMeasurer(CapturePauses.of(List.of()))
                .measure(new ScriptedTrace(), List.of())
                .timeline())
        .isEmpty();
  }

  static void assertPartition(List<CauseInterval> line, long start, long end) {
    long at = start;
    for (CauseInterval interval : line) {
      assertThat(interval.startNanos()).isEqualTo(at);
      assertThat(interval.endNanos()).isGreaterThan(at);
      assertThat(interval.lostNanos()).isBetween(0L, interval.durationNanos());
      assertThat(interval.confidence()).isBetween(0.0, 1.0);
      at = interval.endNanos();
    }
    assertThat(at).isEqualTo(end);
  }

  /** Packets of every kind at times that mostly grow. */
  private static ScriptedTrace randomTrace(Random random) {
    ScriptedTrace trace = new ScriptedTrace().path(random.nextInt(50), random.nextInt(50));
    if (random.nextInt(10) == 0) {
      CaptureQuality[] flags = CaptureQuality.values();
      trace.quality(flags[random.nextInt(flags.length)]);
    }
    double now = 0;
    if (random.nextBoolean()) {
      trace.handshake();
      now = 100;
    }
    int packets = 1 + random.nextInt(60);
    for (int i = 0; i < packets; i++) {
      now = Math.max(0, now + step(random));
      packet(random, trace, now);
    }
    return trace;
  }

  private static double step(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> random.nextDouble() * 3000;
      case 2 -> random.nextDouble() * 300;
      case 3 -> -random.nextDouble() * 50;
      case 4, 5 -> random.nextDouble() * 40;
      default -> random.nextDouble();
    };
  }

  private static void packet(Random random, ScriptedTrace trace, double now) {
    Direction direction = random.nextBoolean() ? CLIENT_TO_SERVER : SERVER_TO_CLIENT;
    RetransmissionCause[] causes = RetransmissionCause.values();
    SegmentEvent[] events = SegmentEvent.values();
    switch (random.nextInt(14)) {
      case 0 -> trace.syn(now);
      case 1 -> trace.synAck(now);
      case 2 -> trace.fin(now, direction);
      case 3 -> trace.reset(now, direction);
      case 4 -> trace.lost(now, direction, 1 + random.nextInt(1460));
      case 5, 6 ->
          trace.repeat(
              now,
              direction,
              random.nextInt(5000),
              1 + random.nextInt(1460),
              causes[random.nextInt(causes.length)],
              events[random.nextInt(events.length)]);
      case 7 ->
          trace.ack(now, direction, random.nextInt(9000), events[random.nextInt(events.length)]);
      case 8 -> trace.window(direction, random.nextInt(6000)).ack(now, direction);
      case 9 -> trace.ack(now, direction);
      default -> trace.data(now, direction, 1 + random.nextInt(20_000));
    }
  }

  /** Exchanges anywhere in the time of the packets, overlapping or not. */
  private static List<Exchange> randomExchanges(Random random, ScriptedTrace trace) {
    List<Exchange> exchanges = new ArrayList<>();
    double span = (trace.connection().endNanos() - ScriptedTrace.EPOCH) / 1e6;
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      double first = random.nextDouble() * span - 5;
      double sent = first + random.nextDouble() * 50;
      double answered = random.nextInt(4) == 0 ? -1 : sent + random.nextDouble() * 200 - 20;
      double end = Math.max(sent, answered) + random.nextInt(3) * random.nextDouble() * 500;
      exchanges.add(
          ScriptedExchange.request(
              i, first, sent, answered, end, random.nextInt(6) == 0, random.nextBoolean()));
    }
    return exchanges;
  }
}
