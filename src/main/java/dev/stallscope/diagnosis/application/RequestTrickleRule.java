package dev.stallscope.diagnosis.application;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.diagnosis.Wait;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.diagnosis.http.CallTemplate;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.time.Nanos;

/** A04: the client sent its request slowly. */
public final class RequestTrickleRule implements Rule {
  /** What one request has to lose: a person notices from here (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(100);

  private static final String HELP =
      """
      ## What it is
      The client had begun its request and paused before it sent the rest. The server could do \
      nothing but wait.

      ## How it is recognised
      A silence of the client within a request while nothing held it up: no lost packet, no \
      closed window, no missing `100 Continue`. It counts from 100 ms in one request. Calls that \
      stream in both directions are left out. Video, sound and records in four chunks or more at \
      steady intervals are sent as they come into being, and are told for information.

      ## What it is mistaken for
      A slow server: the time until the first byte of the answer looks long, but the request was \
      not complete. A slow uplink: there data flow all the time.

      ## What to do
      Build the body before the request is sent, or make the generator that produces it faster.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "request-trickle", Layer.APPLICATION, "The client sent its request slowly", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WaitGroup.judge(
        context,
        group ->
            NotableWaits.of(group, (wait, lost) -> isPause(context, wait, lost))
                .map(pauses -> finding(context, pauses)),
        () -> "No request was interrupted for 100 ms or more by its client.",
        StallCause.REQUEST_TRICKLE);
  }

  private static boolean isPause(RuleContext context, Wait wait, long lostNanos) {
    return lostNanos >= LEAST_LOST_NANOS
        && (wait.exchange() < 0 || !context.exchange(wait.exchange()).isLongLived());
  }

  /**
   * Whether the body is sent as it comes into being: nobody waits for the end of such a request. A
   * generator that is slow is as steady, so that the type has to say it.
   */
  private static boolean isLive(RuleContext context, Wait wait) {
    return wait.exchange() >= 0
        && context.exchange(wait.exchange()).request().stream()
            .map(Message::content)
            .anyMatch(
                content ->
                    content instanceof HttpRequest request
                        && (request.mediaType().isPlayed() || request.mediaType().isStream())
                        && SteadyChunks.are(request.body().cadence()));
  }

  private static Evidence[] rhythm(boolean isLive) {
    return isLive ? new Evidence[] {Evidence.text("rhythm", "that of a stream")} : new Evidence[0];
  }

  private static Finding finding(RuleContext context, WaitGroup group) {
    Wait worst = group.worst();
    String endpoint =
        worst.exchange() < 0
            ? "a request"
            : CallTemplate.of(context.exchange(worst.exchange()).label());
    boolean isLive = group.waits().stream().allMatch(wait -> isLive(context, wait));
    return new FindingDraft(INFO, Party.CLIENT_APPLICATION)
        .waits(group)
        .atMost(isLive ? Severity.INFO : Severity.CRITICAL)
        .evidence(
            Evidence.duration("time paused", group.durationNanos()),
            Evidence.count("pauses", group.count(), "pause"),
            Evidence.duration("longest pause", worst.durationNanos()),
            Evidence.text("endpoint", endpoint))
        .evidence(rhythm(isLive))
        .advice(
            "Build the body before the call: requests `data=` and httpx `content=` with bytes or a"
                + " file instead of a slow generator.",
            "If the body has to be streamed, read ahead in another thread or task and put the"
                + " pieces in a `queue.Queue` or `asyncio.Queue`.",
            "Protect the server's workers from slow clients: nginx `proxy_request_buffering on`"
                + " (the default) before gunicorn or uvicorn.")
        .finding(
            "The client paused for {time paused} while it sent {endpoint}",
            "The request had begun, and the client sent nothing more although it could have"
                + " ({pauses}, the longest {longest pause}). The server had to wait for the rest"
                + " before it could answer.");
  }
}
