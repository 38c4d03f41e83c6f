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

/** P06, H06: a browser opens six connections for HTTP/1.1, the rest waits. */
public final class Http1ConnectionLimitRule implements Rule {
  private static final double CONFIDENCE = 0.8;

  private static final String HELP =
      """
      ## What it is
      With HTTP/1.1 a connection carries one request at a time, and browsers open six to a host. \
      The seventh request waits until one of them is free. HTTP/2 carries them all at once.

      ## How it is recognised
      A browser with exactly six requests at once for half of the time, half of the later ones \
      begun within 5 ms after another one has ended (near the server a round trip later), at least 18 requests, and a wait of 100 ms or \
      more for the last one. The wait is an upper bound. The saving supposes that HTTP/2 would ask for \
      all at once: the longest request takes as long as it did, and all bytes together come no \
      faster than they came.

      ## What it is mistaken for
      A slow server: its single answers are quick.

      ## What to do
      Serve the site with HTTP/2, or ask for fewer files.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "http1-connection-limit",
          Layer.HTTP,
          "Six connections were busy and the rest waited",
          HELP);

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
        calls ->
            Saturation.of(calls)
                .filter(Saturation::isBrowsers)
                .map(Http1ConnectionLimitRule::finding),
        "No browser filled its six connections to a host while more requests waited.");
  }

  private static Finding finding(Saturation saturation) {
    return saturation
        .describe(new FindingDraft(INFO, Party.SERVER_OPERATIONS))
        .confidence(CONFIDENCE)
        .evidence(Evidence.duration("saving with HTTP/2", saturation.savingNanos()))
        .advice(
            "nginx: `listen 443 ssl; http2 on;` (before 1.25.1 `listen 443 ssl http2;`); towards"
                + " the application HTTP/1.1 may stay.",
            "Without a proxy: hypercorn speaks HTTP/2, gunicorn from version 25 on with TLS and"
                + " `--http-protocols h2,h1` (`pip install gunicorn[http2]`); uvicorn does not.",
            "Bundle small files, and load what is not visible later (`loading=lazy`).")
        .finding(
            "A browser had {at once} under way and let the rest wait, up to {wait of the last"
                + " call}",
            "With HTTP/1.1 a browser opens six connections to a host, and each carries one request."
                + " Of {calls} {began when another ended} began just as another one ended. Had all of"
                + " them been asked for at once, as over HTTP/2, the last would have come up to"
                + " {saving with HTTP/2} earlier.");
  }
}
