package dev.stallscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitsTest {
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  private List<String> waits(StallCause... causes) {
    return fixture.context().waits().with(causes).stream()
        .map(
            wait ->
                "exchange %d, connection %d, lost %d"
                    .formatted(
                        wait.exchange(), wait.connection(), wait.lostNanos() / Nanos.PER_MILLI))
        .toList();
  }

  @Test
  void anIntervalInAccountAndTimeLineIsOneWait() {
    int request = fixture.request(fixture.connection(), "GET /", 0, 1000);
    fixture.wait(request, StallCause.TAIL_LOSS, 100, 300, 160);

    assertThat(waits(StallCause.TAIL_LOSS))
        .isEqualTo(List.of("exchange 0, connection 0, lost 160"));
  }

  @Test
  void anIntervalWithoutAnExchangeIsTheConnections() {
    fixture.wait(fixture.connection(), StallCause.TAIL_LOSS, 100, 300, 160);

    assertThat(waits(StallCause.TAIL_LOSS))
        .isEqualTo(List.of("exchange -1, connection 0, lost 160"));
  }

  @Test
  void theRequestOwnsWhatItsSetUpWaitedFor() {
    ConnectionDraft connection = fixture.connection();
    int connect = fixture.exchange(ExchangeKind.CONNECT, connection, "connect", 0, 100);
    fixture.wait(connect, StallCause.SYN_RETRANSMISSION, 0, 90, 90);
    int request = fixture.request(connection, "GET /", 0, 1000);
    fixture.wait(request, StallCause.SYN_RETRANSMISSION, 0, 90, 90);
    fixture.parent(connect, request);

    assertThat(waits(StallCause.SYN_RETRANSMISSION))
        .isEqualTo(List.of("exchange 1, connection 0, lost 90"));
  }

  @Test
  void requestsThatSharedAConnectionShareItsWait() {
    ConnectionDraft connection = fixture.connection();
    for (int i = 0; i < 2; i++) {
      fixture.wait(
          fixture.request(connection, "GET /" + i, 0, 1000), StallCause.PACKET_LOSS, 100, 200, 100);
    }

    assertThat(waits(StallCause.PACKET_LOSS)).hasSize(1);
  }

  @Test
  void anAccountKnowsBetterThanTheTimeLine() {
    ConnectionDraft connection = fixture.connection(0, 3000);
    fixture.wait(
        fixture.exchange(ExchangeKind.CONNECT, connection, "connect", 0, 2000),
        StallCause.ADDRESS_FAMILY_FALLBACK,
        0,
        2000,
        2000);
    connection.timeline.clear();
    fixture.wait(connection, StallCause.CONNECT_TIMEOUT, 0, 3000, 3000);

    assertThat(waits(StallCause.CONNECT_TIMEOUT))
        .isEqualTo(List.of("exchange -1, connection 0, lost 1000"));
  }

  @Test
  void blamelessTimeIsNoWait() {
    int request = fixture.request(fixture.connection(), "GET /", 0, 1000);
    fixture.wait(request, StallCause.CLIENT_THINK, 100, 300, 0);

    assertThat(waits(StallCause.CLIENT_THINK, StallCause.TRANSFER)).isEmpty();
  }

  @Test
  void severalCausesComeByStart() {
    int request = fixture.request(fixture.connection(), "GET /", 0, 1000);
    fixture.wait(request, StallCause.TAIL_LOSS, 100, 300, 10);
    fixture.wait(request, StallCause.PATH_OUTAGE, 400, 500, 20);
    fixture.wait(request, StallCause.TAIL_LOSS, 600, 700, 30);

    assertThat(waits(StallCause.PATH_OUTAGE, StallCause.TAIL_LOSS))
        .isEqualTo(
            List.of(
                "exchange 0, connection 0, lost 10",
                "exchange 0, connection 0, lost 20",
                "exchange 0, connection 0, lost 30"));
  }
}
