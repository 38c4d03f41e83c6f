package dev.stallscope.probe.compare;

import dev.stallscope.protocol.http.HttpVersion;
import dev.stallscope.time.Nanos;

/**
 * What a version would take over another path: a model, not a measurement. What was measured is
 * lengthened by its round trips times the change of the round-trip time; the rest, which is the
 * server's and this computer's, stays as it is. Loss is taken to the first order, right while few
 * packets are lost: each packet is lost with the same probability and costs what its sender waits
 * before it sends again.
 *
 * <ul>
 *   <li>A SYN, or its answer, 1 s (RFC 6298 section 2.1); a flight of QUIC's handshake 1 s, three
 *       times the initial round trip of 333 ms (RFC 9002 section 6.2.2).
 *   <li>The last packet of a flight over TCP the retransmission timeout after one measurement: the
 *       round trip and four times half of it, of which Linux takes at least 200 ms (RFC 6298
 *       section 2.2, tcp(7)); over QUIC the same without that floor, and 25 ms for delayed
 *       acknowledgments (RFC 9002 section 6.2.1, RFC 9000 section 18.2).
 *   <li>Any other packet of a body one round trip, until three later ones told of it (RFC 5681
 *       section 3.2, RFC 9002 section 6.1.1).
 * </ul>
 *
 * <p>Requests are modelled one at a time: that a lost packet holds up all streams of one TCP
 * connection and only its own of QUIC is not in it.
 *
 * @param roundTripNanos of the path that was measured
 */
public record PathModel(long roundTripNanos) {
  private static final long FIRST_TIMEOUT_NANOS = Nanos.PER_SECOND;
  private static final long TCP_FLOOR_NANOS = Nanos.ofMillis(200);
  private static final long QUIC_DELAY_NANOS = Nanos.ofMillis(25);

  /**
   * The time that a group's median would be.
   *
   * @param otherNanos round-trip time of the other path
   * @param loss share of packets that are lost, 0 to 1
   */
  public long nanos(RunGroup group, long otherNanos, double loss) {
    RoundTrips trips = group.roundTrips();
    long longer = trips.count() * (otherNanos - roundTripNanos);
    long total = Math.max(0, group.total().medianNanos() + longer);
    return total + Math.round(loss * lossNanos(group, trips, otherNanos));
  }

  /** What each packet would cost if it were lost, added up. */
  private static double lossNanos(RunGroup group, RoundTrips trips, long roundTrip) {
    boolean isQuic = group.key().version() == HttpVersion.HTTP_3;
    double timeout =
        isQuic
            ? 3.0 * roundTrip + QUIC_DELAY_NANOS
            : roundTrip + (double) Math.max(TCP_FLOOR_NANOS, 2 * roundTrip);
    double handshake = 2.0 * trips.connect() * FIRST_TIMEOUT_NANOS;
    double keys = 2.0 * trips.tls() * (isQuic ? FIRST_TIMEOUT_NANOS : timeout);
    long packets = Math.ceilDiv(group.receivedBytes(), RoundTrips.SEGMENT_BYTES);
    double answers = Math.max(0, packets - trips.request()) * (double) roundTrip;
    return handshake + keys + 2.0 * trips.request() * timeout + answers;
  }
}
