package dev.stallscope.diagnosis.tls;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Wait;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import java.util.List;
import java.util.Optional;

/** S01: a full TLS 1.2 handshake where TLS 1.3 needs one round trip less. */
public final class TlsTwoRoundTripsRule implements Rule {
  /** The lower limit of a minor loss (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(10);

  private static final String HELP =
      """
      ## What it is
      TLS 1.2 needs two journeys to the server and back before the first request may leave; TLS 1.3 \
      needs one. Every new connection pays that.

      ## How it is recognised
      A full handshake of TLS 1.2 or older was seen, and the client waited a second round trip before \
      it could send (RFC 5246 section 7.3 against RFC 8446 section 2). Counted from 10 ms in total \
      between one client and one server, the lower limit of a minor loss. A connection that its \
      client left before it asked anything kept nobody waiting for an answer, and is left out.

      ## What it is mistaken for
      A slow server: what counts here is only the journey, not the time the server computed.

      ## What to do
      Allow TLS 1.3 on the server (`ssl_protocols TLSv1.2 TLSv1.3;`) and keep connections open, so \
      that few handshakes are needed at all.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "tls-two-round-trips", Layer.TLS, "The TLS handshake took two round trips", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return TlsHandshakes.judge(
        context,
        group -> used(context, group).flatMap(TlsTwoRoundTripsRule::finding),
        "No handshake waited for a second round trip that TLS 1.3 would save.",
        StallCause.TLS_TWO_ROUND_TRIPS);
  }

  private static Optional<WaitGroup> used(RuleContext context, WaitGroup group) {
    List<Wait> waits =
        group.waits().stream()
            .filter(wait -> !UnusedHandshakes.isOn(context, wait.connection()))
            .toList();
    return waits.isEmpty()
        ? Optional.empty()
        : Optional.of(new WaitGroup(group.client(), group.server(), waits));
  }

  private static Optional<Finding> finding(WaitGroup group) {
    if (group.lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    return Optional.of(
        new FindingDraft(INFO, Party.SERVER_OPERATIONS)
            .waits(group)
            .evidence(TlsHandshakes.lost(group))
            .advice(
                "nginx: `ssl_protocols TLSv1.2 TLSv1.3;` with OpenSSL 1.1.1 or newer; uvicorn and"
                    + " gunicorn speak TLS 1.3 with any current Python.",
                "Keep connections open in the client: one `requests.Session`, one"
                    + " `httpx.AsyncClient`, one aiohttp `ClientSession` for the whole program.")
            .finding(
                "An older TLS version cost {time lost} of extra round trips",
                "The client and the server agreed on an old TLS version, so {handshakes} waited for"
                    + " a second journey to the server and back. The current version does without"
                    + " it."));
  }
}
