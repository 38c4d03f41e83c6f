package dev.stallscope.diagnosis.http;

import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The openings of connections: TCP and TLS handshakes by connection. */
public final class SetUps {
  private final Map<Integer, List<Exchange>> byConnection = new HashMap<>();

  private SetUps() {}

  public static SetUps of(RuleContext context) {
    SetUps setUps = new SetUps();
    for (Exchange exchange : context.measurements().exchanges()) {
      if (exchange.kind() == ExchangeKind.CONNECT || exchange.kind() == ExchangeKind.TLS) {
        setUps
            .byConnection
            .computeIfAbsent(exchange.connection(), id -> new ArrayList<>(2))
            .add(exchange);
      }
    }
    return setUps;
  }

  /** How long the handshakes of a connection took together, nanoseconds. */
  public long durationNanos(int connection) {
    return of(connection).stream().mapToLong(Exchange::durationNanos).sum();
  }

  /** Claims all of a connection's handshakes. */
  public void claim(FindingDraft draft, int connection) {
    for (Exchange setUp : of(connection)) {
      TimeSpan span = setUp.span();
      draft.claim(new TimeClaim(setUp.id(), connection, span, span.durationNanos()));
    }
  }

  private List<Exchange> of(int connection) {
    return byConnection.getOrDefault(connection, List.of());
  }
}
