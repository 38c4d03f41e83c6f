package dev.stallscope.diagnosis;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.ConnectionFacts;
import dev.stallscope.measure.Measurements;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All intervals that somebody is to blame for, by cause, each once.
 *
 * <p>The same interval stands in several accounts: of a request, of the connection set-up that the
 * request waited for, and in the connection's time line. It is taken from the first in that order,
 * so that a wait names the exchange that a person knows.
 */
public final class Waits {
  private static final Comparator<Wait> BY_START =
      Comparator.comparingLong((Wait wait) -> wait.interval().startNanos())
          .thenComparingInt(Wait::connection)
          .thenComparingInt(Wait::exchange);

  private final Map<StallCause, List<Wait>> byCause = new EnumMap<>(StallCause.class);
  private final Map<StallCause, Map<Integer, List<Wait>>> byConnection =
      new EnumMap<>(StallCause.class);
  private final Map<StallCause, Map<Integer, OccupiedTime>> takenOfRequests =
      new EnumMap<>(StallCause.class);
  private final Map<StallCause, Map<Integer, OccupiedTime>> takenOfConnections =
      new EnumMap<>(StallCause.class);
  private final Map<Integer, OccupiedTime> accounted = new HashMap<>();

  private Waits() {}

  /** Collects the waits of a capture. */
  public static Waits of(Measurements measurements) {
    Waits waits = new Waits();
    for (boolean requests : new boolean[] {true, false}) {
      for (Exchange exchange : measurements.exchanges()) {
        if (requests == (exchange.kind() == ExchangeKind.REQUEST)) {
          waits.addAccount(measurements, exchange);
        }
      }
    }
    for (ConnectionFacts facts : measurements.facts()) {
      waits.addTimeline(facts);
    }
    waits.takenOfRequests.clear();
    waits.takenOfConnections.clear();
    waits.accounted.clear();
    waits.byCause.values().forEach(list -> list.sort(BY_START));
    waits.byCause.forEach(waits::place);
    return waits;
  }

  private void place(StallCause cause, List<Wait> ofCause) {
    Map<Integer, List<Wait>> places = new HashMap<>();
    for (Wait wait : ofCause) {
      places.computeIfAbsent(wait.connection(), _ -> new ArrayList<>(1)).add(wait);
    }
    byConnection.put(cause, places);
  }

  private void addAccount(Measurements measurements, Exchange exchange) {
    int root = ExchangeTree.request(measurements.exchanges(), exchange).id();
    for (CauseInterval interval : measurements.account(exchange).intervals()) {
      add(root, exchange.id(), exchange.connection(), interval);
    }
    if (exchange.connection() >= 0) {
      accounted
          .computeIfAbsent(exchange.connection(), id -> new OccupiedTime())
          .occupy(exchange.span());
    }
  }

  /** An account may know better than the time line: only what no account holds is taken. */
  private void addTimeline(ConnectionFacts facts) {
    OccupiedTime known = accounted.getOrDefault(facts.connection(), new OccupiedTime());
    for (CauseInterval interval : facts.timeline()) {
      long free = known.occupy(new TimeSpan(interval.startNanos(), interval.endNanos()));
      if (free > 0) {
        add(-1, -1, facts.connection(), limited(interval, free));
      }
    }
  }

  private void add(int root, int exchange, int connection, CauseInterval interval) {
    if (interval.cause().isBlameless()) {
      return;
    }
    TimeSpan span = new TimeSpan(interval.startNanos(), interval.endNanos());
    long free = span.durationNanos();
    if (root >= 0) {
      free = Math.min(free, take(takenOfRequests, interval.cause(), root, span));
    }
    if (connection >= 0) {
      free = Math.min(free, take(takenOfConnections, interval.cause(), connection, span));
    }
    if (free > 0 || span.durationNanos() == 0) {
      byCause
          .computeIfAbsent(interval.cause(), cause -> new ArrayList<>())
          .add(new Wait(exchange, connection, limited(interval, free)));
    }
  }

  private static long take(
      Map<StallCause, Map<Integer, OccupiedTime>> taken, StallCause cause, int id, TimeSpan span) {
    return taken
        .computeIfAbsent(cause, _ -> new HashMap<>())
        .computeIfAbsent(id, _ -> new OccupiedTime())
        .occupy(span);
  }

  /** Part of the interval is in another wait: only the rest can be lost here. */
  private static CauseInterval limited(CauseInterval interval, long freeNanos) {
    return interval.lostNanos() <= freeNanos ? interval : interval.withLost(freeNanos);
  }

  /** The waits with one of the causes, by start. */
  public List<Wait> with(StallCause... causes) {
    if (causes.length == 1) {
      return List.copyOf(byCause.getOrDefault(causes[0], List.of()));
    }
    List<Wait> waits = new ArrayList<>();
    for (StallCause cause : causes) {
      waits.addAll(byCause.getOrDefault(cause, List.of()));
    }
    waits.sort(BY_START);
    return List.copyOf(waits);
  }

  /** The waits with the cause on some connections, by start; what others waited costs nothing. */
  public List<Wait> on(Set<Integer> connections, StallCause cause) {
    Map<Integer, List<Wait>> places = byConnection.getOrDefault(cause, Map.of());
    return connections.stream()
        .flatMap(id -> places.getOrDefault(id, List.of()).stream())
        .sorted(BY_START)
        .toList();
  }
}
