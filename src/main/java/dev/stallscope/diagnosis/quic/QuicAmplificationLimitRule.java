package dev.stallscope.diagnosis.quic;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import java.util.Optional;

/** Q01: the server had to wait for address validation. */
public final class QuicAmplificationLimitRule implements Rule {
  /** A round trip below this is not worth a smaller certificate (STALLS 2.5: minor). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(10);

  private static final String HELP =
      """
      ## What it is
      Until a server knows that the client's address is not forged, it may send three times as much \
      as it got from there (RFC 9000 section 8.1): some 3,600 bytes after one datagram of 1,200. A \
      certificate chain that is longer has to wait for the client's next packet, one round trip more.

      ## How it is recognised
      The server had sent as much as it may, less than one full datagram below the limit; it fell \
      silent until the client had sent more, and then went on with the handshake. It counts from \
      10 ms between one client and one server. It can be seen without keys.

      ## What it is mistaken for
      A slow server or a lost packet: a server that has sent less than it may is not held back by this.

      ## What to do
      Send less: an ECDSA certificate, a chain without the root, compressed certificates (RFC 8879). \
      A client that pads its first flight to more or larger datagrams lets the server send more at once.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "quic-amplification-limit",
          Layer.QUIC,
          "The QUIC server had to wait before it could send its whole certificate",
          HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return DatagramWaits.judge(
        context,
        QuicAmplificationLimitRule::finding,
        "No server had to stop in its handshake for the client's address.",
        StallCause.QUIC_AMPLIFICATION_LIMIT);
  }

  private static Optional<Finding> finding(WaitGroup group) {
    if (group.lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    return Optional.of(
        new FindingDraft(INFO, Party.SERVER_OPERATIONS)
            .waits(group)
            .evidence(
                Evidence.duration("time waited", group.durationNanos()),
                Evidence.count("stops", group.count(), "stop"),
                Evidence.duration("longest stop", group.worst().durationNanos()))
            .advice(
                "Use an ECDSA P-256 certificate instead of RSA, and leave the root out of the"
                    + " chain: `openssl s_client -showcerts` lists what is sent.",
                "Switch certificate compression on where server and clients know it (nginx, Caddy"
                    + " and BoringSSL-based servers: RFC 8879).")
            .finding(
                "The QUIC handshake stopped for {time waited} until the client's address was known",
                "The server had sent three times what it had got and may not send more before the"
                    + " client's address is known; the rest of its certificate had to wait for the"
                    + " client's next packet ({stops}, the longest {longest stop})."));
  }
}
