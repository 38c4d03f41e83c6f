package dev.stallscope.protocol.tls;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.MessageSink;
import dev.stallscope.protocol.SetupMessage;
import dev.stallscope.time.Nanos;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a handshake began and how it ended, told once as a set-up of its connection. */
final class HandshakeReport {
  /** Who goes sooner, before any answer, did not wait for it. */
  private static final long PATIENCE_NANOS = Nanos.ofMillis(500);

  private final MessageSink sink;
  private final HandshakeFacts facts;
  private final FlightLog flights;
  private @Nullable SeenRecord first;
  private @Nullable SeenRecord latest;
  private boolean isServerSeen;
  private boolean isDone;

  HandshakeReport(MessageSink sink, HandshakeFacts facts, FlightLog flights) {
    this.sink = sink;
    this.facts = facts;
    this.flights = flights;
  }

  /** Whether nothing more belongs to the handshake. */
  boolean isDone() {
    return isDone;
  }

  /** A record, of the handshake as long as that is not done. */
  void record(SeenRecord record) {
    first = first == null ? record : first;
    latest = record;
    isServerSeen |= !record.isFromClient();
    flights.record(record.direction());
  }

  /**
   * Hands over what the stream left unfinished.
   *
   * @param closing what ended the stream first, if anything did
   */
  void giveUp(StreamClose.@Nullable First closing) {
    boolean isFailed =
        closing != null
            && facts.clientHello != null
            && (isServerSeen
                || closing.by() == Direction.SERVER_TO_CLIENT
                || latest != null && closing.epochNanos() - latest.lastNanos() >= PATIENCE_NANOS);
    if (closing != null
        && isFailed
        && (latest == null || closing.epochNanos() >= latest.lastNanos())) {
      finish(closing.epochNanos(), closing.packet(), HandshakeOutcome.FAILED);
    } else if (latest != null) {
      // Half closed: the other side went on.
      finish(
          latest.lastNanos(),
          latest.lastPacket(),
          isFailed ? HandshakeOutcome.FAILED : HandshakeOutcome.INCOMPLETE);
    }
  }

  /**
   * Hands it over.
   *
   * @param endNanos when the client could send data, or nothing more was to come
   * @param lastPacket that showed it
   */
  void finish(long endNanos, int lastPacket, HandshakeOutcome outcome) {
    isDone = true;
    if (first == null || facts.clientHello == null && facts.serverHello == null) {
      return; // joined in the middle: there is no handshake to tell of
    }
    long startNanos = first.firstNanos();
    long atNanos = Math.max(startNanos, endNanos);
    boolean isEarly = facts.earlyData == EarlyData.ACCEPTED;
    List<TlsFlight> all = flights.until(isEarly ? Long.MAX_VALUE : atNanos);
    TlsHandshake handshake = facts.handshake(all, isEarly ? 0 : roundTrips(all, atNanos), outcome);
    sink.setup(
        new SetupMessage(
            AppProtocol.TLS,
            startNanos,
            atNanos,
            first.firstPacket(),
            // A long record of the other side may have begun before.
            Math.max(first.firstPacket(), lastPacket),
            outcome == HandshakeOutcome.COMPLETE,
            handshake));
  }

  private static int roundTrips(List<TlsFlight> flights, long endNanos) {
    return (int)
        flights.stream()
            .filter(flight -> flight.direction() == Direction.SERVER_TO_CLIENT)
            .filter(flight -> flight.endNanos() <= endNanos)
            .count();
  }
}
