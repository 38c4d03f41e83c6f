package dev.stallscope.diagnosis.http;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Specificity;
import dev.stallscope.measure.Layer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** P21: a timer asks for what does not change. */
public final class PollingUnchangedRule implements Rule {
  private static final double LEAST_UNCHANGED = 0.8;

  private static final String HELP =
      """
      ## What it is
      The client asks at equal intervals whether something has changed, and nearly always nothing \
      has. Nobody waits for that, but it costs traffic, battery and the server's time, and news \
      still comes late by half an interval.

      ## How it is recognised
      At least five equal GETs, 500 ms or more apart, with intervals that spread less than 10 %, from \
      start to start or from an answer's end to the next start, and 80 % of the answers unchanged: \
      the same body, an empty one, or `304 Not Modified`.

      ## What it is mistaken for
      A health check of a load balancer, which is meant to be like this.

      ## What to do
      Let the server tell: server-sent events, a WebSocket, or a long poll; or ask less often.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("polling-unchanged", Layer.HTTP, "Polling for what does not change", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Specificity specificity() {
    return Specificity.PATTERN;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WebCall.judge(
        context,
        PollingUnchangedRule::finding,
        "No client asked at equal intervals for what did not change.");
  }

  private static Optional<Finding> finding(List<WebCall> calls) {
    return Repetition.of(calls).stream()
        .filter(Repetition::isPolling)
        .filter(poll -> poll.unchanged() >= LEAST_UNCHANGED * (poll.calls().size() - 1))
        .max(Comparator.comparingInt(poll -> poll.calls().size()))
        .map(PollingUnchangedRule::finding);
  }

  private static Finding finding(Repetition poll) {
    WebCall first = poll.calls().getFirst();
    FindingDraft draft =
        new FindingDraft(INFO, Party.CLIENT_APPLICATION)
            .evidence(
                Evidence.count("times", poll.calls().size(), "time"),
                Evidence.text("request", first.shown(), first.exchange().firstPacket()),
                Evidence.duration("interval", poll.intervalNanos()),
                Evidence.count("unchanged answers", poll.unchanged(), "answer"));
    for (WebCall call : poll.calls()) {
      draft
          .exchange(call.id())
          .connection(call.exchange().connection())
          .span(call.span())
          .packet(call.exchange().firstPacket());
    }
    return draft
        .confidence(0.9)
        .advice(
            "Let the server tell: server-sent events (`sse-starlette`, `text/event-stream`) or a"
                + " WebSocket (FastAPI `@app.websocket`).",
            "Or a long poll: the server answers only when something has changed, or after 30 s.",
            "Or ask less often while nothing changes, with `If-None-Match` so that the answer is"
                + " empty.")
        .finding(
            "{request} was polled every {interval}, and nothing had changed",
            "The client asked {times} at equal intervals, and {unchanged answers} brought nothing"
                + " new. Nobody waited for it, but each costs traffic and work.");
  }
}
