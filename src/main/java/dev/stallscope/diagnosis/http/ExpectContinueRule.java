package dev.stallscope.diagnosis.http;

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

/** A05: the body of a request waited for {@code 100 Continue}. */
public final class ExpectContinueRule implements Rule {
  /** A prompt 100 costs one round trip; beyond this it is not prompt (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(100);

  private static final String HELP =
      """
      ## What it is
      The client sent `Expect: 100-continue` and kept the body back until the server would say \
      that it wants it. That costs a round trip at best; a server that never says so costs the \
      client's patience, one second with curl.

      ## How it is recognised
      The request's head asked for `100 Continue` (RFC 9110 section 10.1.1) and the body came \
      only after a silence. It counts from 100 ms between one client and one server.

      ## What it is mistaken for
      A slow upload, or a server that thinks: nothing had been sent that it could think about.

      ## What to do
      Switch the expectation off in the client, or let the server answer it at once.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "expect-continue", Layer.HTTP, "The body waited for permission to be sent", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WaitGroup.judge(
        context,
        group -> finding(context, group),
        () -> "No request's body waited 100 ms or more for permission.",
        StallCause.EXPECT_CONTINUE);
  }

  private static Optional<Finding> finding(RuleContext context, WaitGroup group) {
    if (group.lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    long allowed =
        group.exchanges().stream().filter(id -> !context.exchange(id).interim().isEmpty()).count();
    boolean isSilent = allowed == 0;
    return Optional.of(
        new FindingDraft(INFO, isSilent ? Party.SERVER_OPERATIONS : Party.CLIENT_APPLICATION)
            .waits(group)
            .evidence(
                Evidence.duration("time held back", group.durationNanos()),
                Evidence.count("waits", group.count(), "wait"),
                Evidence.count("answers with 100 Continue", allowed))
            .advice(
                "In the server answer it: uvicorn sends `100 Continue` when the application reads the"
                    + " body, so read it at once; gunicorn, Flask's own server and nginx answer it"
                    + " themselves.",
                "Or switch it off in the client: curl `-H 'Expect:'`, pycurl"
                    + " `HTTPHEADER ['Expect:']`, aiohttp without `expect100=True`; requests and"
                    + " httpx never send it.")
            .finding(
                "The body of a request was held back for {time held back}",
                isSilent
                    ? "The client asked for permission with `Expect: 100-continue` before it sent"
                        + " the body ({waits}). The server never answered that, and the client"
                        + " waited until its own patience ended."
                    : "The client asked for permission with `Expect: 100-continue` before it sent"
                        + " the body ({waits}). Until the permission came nothing was sent."));
  }
}
