package dev.stallscope.diagnosis.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import org.junit.jupiter.api.Test;

class TlsTwoRoundTripsRuleTest extends HandshakeRuleContract {
  TlsTwoRoundTripsRuleTest() {
    super(new TlsTwoRoundTripsRule(), StallCause.TLS_TWO_ROUND_TRIPS, Party.SERVER_OPERATIONS, 10);
  }

  @Test
  void aClientThatLeavesWithoutAskingWaitedForNoAnswer() {
    losing(40).fin(Direction.CLIENT_TO_SERVER, 302);

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("1 TLS handshake");
  }

  @Test
  void aClientThatLeavesAfterItsRequestDidWait() {
    ConnectionDraft connection = losing(40);
    fixture.request(connection, "GET /", 301, 400);
    connection.fin(Direction.CLIENT_TO_SERVER, 402);

    assertThat(RuleVerdicts.finding(rule, fixture).connections()).contains(connection.id);
  }

  @Test
  void aServerThatClosesTookTheRequestsPlace() {
    ConnectionDraft connection = losing(40).fin(Direction.SERVER_TO_CLIENT, 302);

    assertThat(RuleVerdicts.finding(rule, fixture).connections()).contains(connection.id);
  }
}
