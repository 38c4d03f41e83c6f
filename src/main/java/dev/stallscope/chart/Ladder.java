package dev.stallscope.chart;

import dev.stallscope.exchange.DnsAttempt;
import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.Measurements;
import dev.stallscope.measure.StallCause;
import dev.stallscope.measure.TimeThresholds;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.HandshakeContent;
import dev.stallscope.protocol.dns.DnsRcode;
import dev.stallscope.protocol.dns.DnsType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What two sides said one after the other, and what the time between was spent on: a TLS handshake
 * flight by flight, or a lookup query by query.
 *
 * @param rungs by time; not empty
 * @param waits what passed before each rung, the first of no length; where nothing came any more,
 *     one more for what passed after the last until nobody waited
 */
public record Ladder(String client, String server, List<Rung> rungs, List<Wait> waits) {
  /** More than a person reads; what follows is left out. */
  private static final int MAX_RUNGS = 200;

  /** Waits that are hardly longer than writing them down, nanoseconds. */
  static final long SHORT_NANOS = 100_000;

  public Ladder {
    rungs = List.copyOf(rungs);
    waits = List.copyOf(waits);
    int after = waits.size() - rungs.size();
    if (rungs.isEmpty() || after < 0 || after > 1) {
      throw new IllegalArgumentException(rungs.size() + " rungs, " + waits.size() + " waits");
    }
  }

  /**
   * What one side sent.
   *
   * @param title what it says, in the words of the protocol
   * @param bytes on the wire, -1 where they are not counted
   * @param isUnanswered whether it asked for something that never came
   * @param roundTrip the round trip that it completes, from 1; 0 where it completes none
   * @param firstPacket index of its first packet
   */
  public record Rung(
      Direction direction,
      long startNanos,
      long endNanos,
      String title,
      long bytes,
      boolean isUnanswered,
      int roundTrip,
      int firstPacket) {}

  /**
   * The time before a rung.
   *
   * @param cause what took most of it
   * @param lostNanos how much of it was avoidable
   */
  public record Wait(long startNanos, long endNanos, StallCause cause, long lostNanos) {
    public long durationNanos() {
      return endNanos - startNanos;
    }

    /** The same where no rule says what it was, and it was not the network. */
    Wait ofClient() {
      return switch (cause) {
        case NETWORK_ROUND_TRIP, UNDETERMINED ->
            new Wait(startNanos, endNanos, StallCause.CLIENT_THINK, lostNanos);
        default -> this;
      };
    }

    /** Or a round trip that nobody could save would be red for the moment that was lost in it. */
    public boolean isMostlyLost() {
      return lostNanos >= SHORT_NANOS && 2 * lostNanos >= durationNanos();
    }
  }

  /** The ladder of a handshake, if the exchange is one and its flights were seen. */
  public static Optional<Ladder> ofHandshake(Exchange exchange, Measurements measured) {
    return content(exchange)
        .filter(handshake -> !handshake.flights().isEmpty())
        .map(
            handshake ->
                of(
                    exchange.client().toString(),
                    exchange.server().toString(),
                    flights(handshake),
                    measured.account(exchange).intervals()));
  }

  /** What was read of a handshake, if the exchange is one. */
  public static Optional<HandshakeContent> content(Exchange exchange) {
    return exchange
        .setup()
        .flatMap(
            setup ->
                setup.content() instanceof HandshakeContent handshake
                    ? Optional.of(handshake)
                    : Optional.empty());
  }

  /** The ladder of a lookup. */
  public static Ladder ofLookup(DnsLookup lookup, Measurements measured) {
    List<CauseInterval> intervals =
        lookup.queries().stream()
            .flatMap(id -> measured.accounts().get(id).intervals().stream())
            .sorted(Comparator.comparingLong(CauseInterval::startNanos))
            .toList();
    String servers =
        lookup.attempts().stream()
            .map(attempt -> attempt.server().address().toString())
            .distinct()
            .collect(Collectors.joining(", "));
    return of(lookup.client().toString(), servers, messages(lookup), intervals);
  }

  private static Ladder of(
      String client, String server, List<Rung> rungs, List<CauseInterval> intervals) {
    List<Rung> shown = rungs.subList(0, Math.min(rungs.size(), MAX_RUNGS));
    List<Wait> waits = new ArrayList<>();
    long before = shown.getFirst().startNanos();
    for (Rung rung : shown) {
      Wait wait = wait(Math.min(before, rung.startNanos()), rung.startNanos(), intervals);
      waits.add(isClients(rung, waits.size(), shown) ? wait.ofClient() : wait);
      before = Math.max(before, rung.endNanos());
    }
    long end = intervals.stream().mapToLong(CauseInterval::endNanos).max().orElse(before);
    if (shown.size() == rungs.size() && end - before >= SHORT_NANOS) {
      waits.add(wait(before, end, intervals));
    }
    return new Ladder(client, server, shown, waits);
  }

  /** Whether what passed before a rung passed in the client: it had all that it waited for. */
  private static boolean isClients(Rung rung, int at, List<Rung> rungs) {
    return rung.direction() == Direction.CLIENT_TO_SERVER
        && at > 0
        && !rungs.get(at - 1).isUnanswered();
  }

  private static Wait wait(long start, long end, List<CauseInterval> intervals) {
    StallCause cause = StallCause.UNDETERMINED;
    long longest = 0;
    long lost = 0;
    long counted = start;
    for (CauseInterval interval : intervals) {
      long from = Math.max(counted, interval.startNanos());
      long to = Math.min(end, interval.endNanos());
      if (to > from) {
        if (to - from > longest) {
          longest = to - from;
          cause = interval.cause();
        }
        lost += isStall(interval) ? interval.part(from, to).lostNanos() : 0;
        counted = to;
      }
    }
    return new Wait(start, end, cause, lost);
  }

  /** Computing keys takes a millisecond everywhere: what is shorter than a stall is not blamed. */
  private static boolean isStall(CauseInterval interval) {
    return interval.durationNanos() >= TimeThresholds.STALL_NANOS;
  }

  /** An answer to what the other side sent before completes a round trip. */
  private static List<Rung> flights(HandshakeContent handshake) {
    List<Rung> rungs = new ArrayList<>();
    int roundTrips = 0;
    boolean hasAsked = false;
    for (HandshakeContent.Flight flight : handshake.flights()) {
      boolean isAnswer = flight.direction() == Direction.SERVER_TO_CLIENT && hasAsked;
      boolean isCounted = isAnswer && roundTrips < handshake.roundTrips();
      roundTrips += isCounted ? 1 : 0;
      hasAsked = flight.direction() == Direction.CLIENT_TO_SERVER;
      rungs.add(
          new Rung(
              flight.direction(),
              flight.startNanos(),
              flight.endNanos(),
              title(handshake, flight),
              flight.bytes(),
              false,
              isCounted ? roundTrips : 0,
              flight.firstPacket()));
    }
    return rungs;
  }

  private static String title(HandshakeContent handshake, HandshakeContent.Flight flight) {
    String title =
        Stream.concat(flight.messages().stream(), handshake.alerts(flight).stream())
            .distinct()
            .collect(Collectors.joining(", "));
    return title.isEmpty() ? "encrypted" : title;
  }

  private static List<Rung> messages(DnsLookup lookup) {
    List<Rung> rungs = new ArrayList<>();
    for (DnsAttempt attempt : lookup.attempts()) {
      rungs.add(query(attempt));
      if (attempt.isAnswered()) {
        rungs.add(answer(attempt));
      }
    }
    rungs.sort(Comparator.comparingLong(Rung::startNanos));
    return rungs;
  }

  private static Rung query(DnsAttempt attempt) {
    String asked = DnsType.title(attempt.type()) + " " + attempt.name();
    return rung(
        attempt,
        Direction.CLIENT_TO_SERVER,
        attempt.sentNanos(),
        attempt.isRetry() ? asked + " again" : asked,
        attempt.queryPacket());
  }

  private static Rung answer(DnsAttempt attempt) {
    String records = attempt.records() == 1 ? " 1 record" : " " + attempt.records() + " records";
    String outcome =
        attempt.rcode() == DnsRcode.NOERROR ? records : " " + DnsRcode.title(attempt.rcode());
    return rung(
        attempt,
        Direction.SERVER_TO_CLIENT,
        attempt.answerNanos(),
        DnsType.title(attempt.type()) + outcome + (attempt.isTruncated() ? ", truncated" : ""),
        attempt.answerPacket());
  }

  private static Rung rung(
      DnsAttempt attempt, Direction direction, long nanos, String title, int packet) {
    return new Rung(direction, nanos, nanos, title, -1, !attempt.isAnswered(), 0, packet);
  }
}
