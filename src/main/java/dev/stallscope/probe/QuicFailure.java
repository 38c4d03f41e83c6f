package dev.stallscope.probe;

import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.ProbeFailure.Kind;
import dev.stallscope.time.DurationText;
import dev.stallscope.tls.TlsAlert;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3Exception;
import io.netty.handler.codec.quic.QuicClosedChannelException;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicException;
import io.netty.handler.codec.quic.QuicStreamResetException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.PortUnreachableException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Says what a failure over QUIC means, where that is another than over TCP.
 *
 * @param common says the rest
 * @param farewell what the server said when it closed the connection
 */
record QuicFailure(FailureSentence common, Optional<QuicConnectionCloseEvent> farewell) {
  private static final int NO_APPLICATION_PROTOCOL = 120;

  /** What the library says of a server that offers other versions of QUIC. */
  private static final String UNKNOWN_VERSION = "QUICHE_ERR_UNKNOWN_VERSION";

  /** The failure that the problem stands for. */
  ProbeFailure of(Throwable problem, boolean isCancelled) {
    if (isCancelled) {
      return common.of(new InterruptedIOException(), true);
    }
    return switch (problem) {
      case InterruptedIOException _ when common.phase() == Phase.CONNECT -> silent();
      case PortUnreachableException _ -> refused();
      case QuicClosedChannelException closed when closed.event() != null -> closed(closed.event());
      case ClosedChannelException _ -> farewell.map(this::closed).orElseGet(this::gone);
      case QuicStreamResetException reset -> reset(name(reset.applicationProtocolCode()));
      case Http3Exception wrong -> malformed(wrong.errorCode() + ", " + wrong.getMessage());
      case QuicException wrong -> broken(wrong);
      case IOException known -> common.of(known, false);
      default -> common.of(new IOException(problem.getMessage(), problem), false);
    };
  }

  private ProbeFailure silent() {
    return common.failure(
        Kind.UDP_SILENT,
        "%s did not answer over UDP within %s: it does not speak HTTP/3, or UDP is blocked on the way."
            .formatted(common.server(), DurationText.of(common.phaseNanos())));
  }

  private ProbeFailure refused() {
    return common.failure(
        Kind.UDP_REFUSED,
        "%s refused UDP: no program speaks HTTP/3 there, or a firewall rejects it."
            .formatted(common.server()));
  }

  private ProbeFailure closed(QuicConnectionCloseEvent event) {
    if (event.isTlsError()) {
      return alert(QuicConnectionCloseEvent.extractTlsError(event.error()), reason(event));
    }
    if (event.isApplicationClose() && event.error() == Http3ErrorCode.H3_NO_ERROR.code()) {
      return gone();
    }
    String code =
        event.isApplicationClose()
            ? name(event.error())
            : "QUIC error 0x%x".formatted(event.error());
    return reset(code + reason(event));
  }

  private ProbeFailure alert(int alert, String reason) {
    return alert == NO_APPLICATION_PROTOCOL
        ? common.tls().noCommonProtocol(common.phase())
        : common.failure(
            Kind.TLS_REFUSED,
            "The TLS handshake with %s failed: it sent the alert %s%s."
                .formatted(common.server(), new TlsAlert(2, alert).title(), reason));
  }

  private ProbeFailure gone() {
    return common.of(new EOFException(), false);
  }

  private ProbeFailure reset(String code) {
    return common.failure(
        Kind.RESET,
        "%s reset the connection %s, with %s.".formatted(common.server(), common.during(), code));
  }

  /** Negotiation of versions (RFC 9000 section 6) ends before there is an error to tell of. */
  private ProbeFailure broken(QuicException wrong) {
    String words = String.valueOf(wrong.getMessage());
    if (words.contains(UNKNOWN_VERSION)) {
      return common.failure(
          Kind.VERSION_NOT_OFFERED,
          "%s speaks QUIC, but not its version 1 (RFC 9000), in which HTTP/3 is spoken: it offers others only."
              .formatted(common.server()));
    }
    return malformed(wrong.error() == null ? words : wrong.error().name());
  }

  private ProbeFailure malformed(String words) {
    return common.failure(
        Kind.MALFORMED,
        "What %s answered is not HTTP/3 as it should be: %s.".formatted(common.server(), words));
  }

  /** What the server wrote beside its code, which may be anything. */
  private static String reason(QuicConnectionCloseEvent event) {
    // The library's accessor fails where there is none.
    boolean isGiven = !event.toString().endsWith("reason=null}");
    String text = isGiven ? new String(event.reason(), StandardCharsets.UTF_8).strip() : "";
    return text.isEmpty() ? "" : " (" + text + ")";
  }

  /** The name of an error of HTTP/3 (RFC 9114 section 8.1). */
  private static String name(long code) {
    return Arrays.stream(Http3ErrorCode.values())
        .filter(known -> known.code() == code)
        .findFirst()
        .map(Http3ErrorCode::name)
        .orElse("the unknown code 0x%x".formatted(code));
  }
}
