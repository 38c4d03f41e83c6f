package dev.stallscope.measure;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why an interval of an exchange or connection passed (the catalogue's stall causes). Each
 * nanosecond has exactly one. The ids are those of the findings they feed, and stable.
 */
public enum StallCause {
  CAPTURE_DROPPED_PACKETS(Layer.CAPTURE),
  CAPTURE_CLOCK_STEP(Layer.CAPTURE),
  DNS_TIMEOUT(Layer.DNS),
  DNS_SLOW_ANSWER(Layer.DNS),
  DNS_SEARCH_EXPANSION(Layer.DNS),
  DNS_ADDRESS_FAMILY_RACE(Layer.DNS),
  DNS_TCP_FALLBACK(Layer.DNS),
  DNS_ERROR(Layer.DNS),
  SYN_RETRANSMISSION(Layer.TCP),
  CONNECTION_REFUSED(Layer.TCP),
  CONNECT_TIMEOUT(Layer.TCP),
  ADDRESS_FAMILY_FALLBACK(Layer.TCP),
  ACCEPT_QUEUE_OVERFLOW(Layer.TCP),
  SLOW_CONNECT(Layer.TCP),
  CONNECTION_RESET(Layer.TCP),
  ZERO_WINDOW(Layer.TCP),
  RECEIVE_WINDOW_LIMITED(Layer.TCP),
  SEND_BUFFER_LIMITED(Layer.TCP),
  TAIL_LOSS(Layer.TCP),
  RETRANSMISSION_TIMEOUT(Layer.TCP),
  PATH_OUTAGE(Layer.TCP),
  PACKET_LOSS(Layer.TCP),
  SPURIOUS_RETRANSMISSION(Layer.TCP),
  REORDERING(Layer.TCP),
  PATH_MTU_BLACK_HOLE(Layer.TCP),
  TRAFFIC_POLICING(Layer.TCP),
  TRAFFIC_SHAPING(Layer.TCP),
  BUFFERBLOAT(Layer.TCP),
  DELAY_SPIKE(Layer.TCP),
  NAGLE_DELAYED_ACK(Layer.TCP),
  DELAYED_ACK(Layer.TCP),
  SLOW_START_AFTER_IDLE(Layer.TCP),
  CONGESTION_WINDOW_LIMITED(Layer.TCP),
  TLS_TWO_ROUND_TRIPS(Layer.TLS),
  TLS_NO_RESUMPTION(Layer.TLS),
  TLS_HELLO_RETRY(Layer.TLS),
  TLS_CERTIFICATE_FLIGHT(Layer.TLS),
  TLS_SLOW_SERVER(Layer.TLS),
  TLS_SLOW_CLIENT(Layer.TLS),
  TLS_EARLY_DATA_REJECTED(Layer.TLS),
  TLS_HANDSHAKE_FAILURE(Layer.TLS),
  SLOW_SERVER_RESPONSE(Layer.APPLICATION),
  RESPONSE_TRICKLE(Layer.APPLICATION),
  SENDER_PAUSE(Layer.APPLICATION),
  REQUEST_TRICKLE(Layer.APPLICATION),
  EXPECT_CONTINUE(Layer.HTTP),
  KEEP_ALIVE_RACE(Layer.HTTP),
  /** The receiver of a stream did not allow more of it: the protocol's own flow control. */
  STREAM_FLOW_CONTROL(Layer.HTTP),
  /** A server may not send more before it knows the client's address. */
  QUIC_AMPLIFICATION_LIMIT(Layer.QUIC),
  QUIC_PROBE_TIMEOUT(Layer.QUIC),
  QUIC_FLOW_CONTROL(Layer.QUIC),
  QUEUED_IN_POOL(Layer.APPLICATION),
  HTTP1_CONNECTION_LIMIT(Layer.HTTP),
  /** One unavoidable journey there and back. */
  NETWORK_ROUND_TRIP(Layer.NONE),
  /** Bytes were moving. */
  TRANSFER(Layer.NONE),
  /** Waiting for an acknowledgment while the congestion window still opened. */
  SLOW_START(Layer.NONE),
  /** The sender spaced its packets on purpose. */
  PACED(Layer.NONE),
  /** The client had the answer and asked again when it was ready. */
  CLIENT_THINK(Layer.NONE),
  /** Nobody wanted anything. */
  IDLE(Layer.NONE),
  /** No rule could prove a cause. */
  UNDETERMINED(Layer.NONE);

  private static final Map<String, StallCause> BY_ID =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(StallCause::id, cause -> cause));

  private final Layer layer;
  private final String id;

  StallCause(Layer layer) {
    this.layer = layer;
    id = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The stable name of the JSON form: {@code zero-window}. */
  public String id() {
    return id;
  }

  /** What a rule tells of, nearly always with its own id; empty where that is no way to wait. */
  public static Optional<StallCause> ofRule(String rule) {
    return Optional.ofNullable(
        rule.equals("http2-flow-control") ? STREAM_FLOW_CONTROL : BY_ID.get(rule));
  }

  public Layer layer() {
    return layer;
  }

  /** Whether nobody is at fault: no finding follows from it. */
  public boolean isBlameless() {
    return layer == Layer.NONE;
  }
}
