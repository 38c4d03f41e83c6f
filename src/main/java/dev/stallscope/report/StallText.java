package dev.stallscope.report;

import dev.stallscope.chart.Ladder;
import dev.stallscope.measure.StallCause;

/**
 * Why time stood still, in the few words that fit into a bar: what was seen, then what it means.
 */
public final class StallText {
  private StallText() {}

  /** The words for a cause, lower case. */
  public static String of(StallCause cause) {
    return switch (cause.layer()) {
      case CAPTURE -> capture(cause);
      case DNS -> dns(cause);
      case TCP -> connection(cause);
      case TLS -> tls(cause);
      case HTTP, APPLICATION -> application(cause);
      case QUIC -> quic(cause);
      case NONE -> cause == StallCause.CLIENT_THINK ? "client's own time" : plain(cause);
      case DATABASE, CACHE -> plain(cause);
    };
  }

  /** The words for who had time that nobody holds to be lost. */
  public static String untold(StallCause cause) {
    return switch (cause) {
      case SLOW_SERVER_RESPONSE -> "server";
      case TLS_SLOW_SERVER -> "server in the handshake";
      case TLS_SLOW_CLIENT -> "client in the handshake";
      case DNS_SLOW_ANSWER -> "name server";
      case SLOW_CONNECT -> "connect";
      default -> of(cause);
    };
  }

  /** The words for a wait of a ladder. */
  public static String of(Ladder.Wait wait) {
    return wait.isMostlyLost() ? of(wait.cause()) : untold(wait.cause());
  }

  private static String quic(StallCause cause) {
    return switch (cause) {
      case QUIC_AMPLIFICATION_LIMIT -> "client's address not yet validated";
      case QUIC_PROBE_TIMEOUT -> "packets lost, a timer sent again";
      case QUIC_FLOW_CONTROL -> "receiver's limit reached";
      default -> plain(cause);
    };
  }

  /** The words for what a rule finds: those of the cause that has its id, else its own. */
  public static String ofRule(String id) {
    return StallCause.ofRule(id).map(StallText::of).orElseGet(() -> trouble(id));
  }

  /** What is in no account of time, since it is not a wait but the reason for having to wait. */
  private static String trouble(String id) {
    return switch (id) {
      case "dns-alias-chain" -> "aliases followed";
      case "dns-repeated-lookup" -> "looked up again";
      case "no-keep-alive" -> "needless handshake";
      case "redirect-chain" -> "redirect";
      case "chatty-exchange" -> "one more round trip";
      case "sequential-calls" -> "the next call waits";
      case "repeated-request" -> "fetched again";
      case "uncompressed-response" -> "sent uncompressed";
      case "large-response" -> "more data than needed";
      case "error-response" -> "ended in an error";
      case "grpc-error" -> "call failed";
      case "grpc-deadline" -> "deadline passed";
      case "retry-storm" -> "tried again at once";
      case "cors-preflight" -> "asked for permission first";
      case "sequential-connects" -> "the next connection waits";
      case "quic-fallback" -> "QUIC unanswered, then TCP";
      case "http2-stream-limit" -> "waited for a stream";
      case "http2-head-of-line" -> "held up by another stream";
      default -> IdText.words(id);
    };
  }

  private static String capture(StallCause cause) {
    return switch (cause) {
      case CAPTURE_DROPPED_PACKETS -> "packets missing in the capture";
      case CAPTURE_CLOCK_STEP -> "the capture's clock cannot tell";
      default -> plain(cause);
    };
  }

  private static String dns(StallCause cause) {
    return switch (cause) {
      case DNS_TIMEOUT -> "name lookup unanswered, asked again";
      case DNS_SLOW_ANSWER -> "slow name server";
      case DNS_SEARCH_EXPANSION -> "names tried that do not exist";
      case DNS_ADDRESS_FAMILY_RACE -> "waited for the other address family";
      case DNS_TCP_FALLBACK -> "answer cut, asked again over TCP";
      case DNS_ERROR -> "name lookup failed";
      default -> plain(cause);
    };
  }

  private static String connection(StallCause cause) {
    return switch (cause) {
      case SYN_RETRANSMISSION -> "SYN lost, sent again";
      case CONNECTION_REFUSED -> "connection refused";
      case CONNECT_TIMEOUT -> "no answer to connect";
      case ADDRESS_FAMILY_FALLBACK -> "IPv6 failed, then IPv4";
      case ACCEPT_QUEUE_OVERFLOW -> "accept queue full";
      case SLOW_CONNECT -> "slow connect";
      case CONNECTION_RESET -> "connection reset";
      case ZERO_WINDOW -> "receive buffer full · not read";
      case RECEIVE_WINDOW_LIMITED -> "receive window too small";
      case SEND_BUFFER_LIMITED -> "send buffer too small";
      default -> delivery(cause);
    };
  }

  private static String delivery(StallCause cause) {
    return switch (cause) {
      case TAIL_LOSS -> "last packet lost";
      case RETRANSMISSION_TIMEOUT -> "lost, sent again after a timeout";
      case PATH_OUTAGE -> "network down";
      case PACKET_LOSS -> "packet loss";
      case SPURIOUS_RETRANSMISSION -> "sent again without need";
      case REORDERING -> "packets out of order";
      case PATH_MTU_BLACK_HOLE -> "large packets vanish";
      case TRAFFIC_POLICING -> "dropped by a rate limit";
      case TRAFFIC_SHAPING -> "held by a rate limit";
      case BUFFERBLOAT -> "full queue in the network";
      case DELAY_SPIKE -> "network delay";
      case NAGLE_DELAYED_ACK -> "Nagle meets delayed ACK";
      case DELAYED_ACK -> "delayed ACK";
      case SLOW_START_AFTER_IDLE -> "slow start after idle";
      case CONGESTION_WINDOW_LIMITED -> "congestion window too small";
      default -> plain(cause);
    };
  }

  private static String tls(StallCause cause) {
    return switch (cause) {
      case TLS_TWO_ROUND_TRIPS -> "one round trip too many";
      case TLS_NO_RESUMPTION -> "full handshake again";
      case TLS_HELLO_RETRY -> "key share refused, asked again";
      case TLS_CERTIFICATE_FLIGHT -> "certificates too large";
      case TLS_SLOW_SERVER -> "slow server in the handshake";
      case TLS_SLOW_CLIENT -> "slow client in the handshake";
      case TLS_EARLY_DATA_REJECTED -> "early data rejected";
      case TLS_HANDSHAKE_FAILURE -> "handshake failed";
      default -> plain(cause);
    };
  }

  private static String application(StallCause cause) {
    return switch (cause) {
      case SLOW_SERVER_RESPONSE -> "slow server";
      case RESPONSE_TRICKLE -> "the answer paused";
      case SENDER_PAUSE -> "the sender paused";
      case REQUEST_TRICKLE -> "the request paused";
      case EXPECT_CONTINUE -> "waited for 100 Continue";
      case STREAM_FLOW_CONTROL -> "stream window used up";
      case KEEP_ALIVE_RACE -> "sent into a closing connection";
      case QUEUED_IN_POOL -> "queued in a pool";
      case HTTP1_CONNECTION_LIMIT -> "queued for a connection";
      default -> plain(cause);
    };
  }

  /** The id is made of words. */
  private static String plain(StallCause cause) {
    return IdText.words(cause.id());
  }
}
