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
import dev.stallscope.protocol.http.ContentCoding;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.time.TimeSpan;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** P12: text was sent without compression to a client that would have taken it compressed. */
public final class UncompressedResponseRule implements Rule {
  /** Less than a packet saves no time (Lighthouse: 1400 bytes). */
  private static final long LEAST_SAVED_BYTES = 1400;

  /** A large saving counts whatever its share (P12). */
  private static final long LARGE_SAVING_BYTES = 20_000;

  private static final double LEAST_SHARE = 0.05;
  private static final int PARTIAL_CONTENT = 206;

  private static final String HELP =
      """
      ## What it is
      Text such as JSON, HTML, CSS or JavaScript shrinks to a fifth when it is compressed. The \
      client said that it takes compressed answers, and the server sent the text as it is.

      ## How it is recognised
      At least 1.4 kB, about one packet, must be saved; parts of a body (status 206) are left out. \
      A text without `Content-Encoding` answers a request with `Accept-Encoding`; the start of \
      the captured body was really compressed, with gzip's fastest level, to see what it gives. It \
      counts where that saves 1400 bytes and either 5 % or 20 kB. The time is the saved share of \
      the time that the body took to arrive.

      ## What it is mistaken for
      A slow network. Pictures, archives and films are compressed already and are left out.

      ## What to do
      Switch compression on in nginx or in the application.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("uncompressed-response", Layer.HTTP, "Text was sent without compression", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Specificity specificity() {
    return Specificity.EXCHANGE;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WebCall.judge(
        context,
        calls -> finding(calls.stream().filter(UncompressedResponseRule::isWasteful).toList()),
        "Every text that was worth it, and that its client would take, was sent compressed.");
  }

  private static boolean isWasteful(WebCall call) {
    if (call.response().isEmpty()
        || call.exchange().isLongLived()
        || call.code() == PARTIAL_CONTENT) {
      return false;
    }
    HttpResponse response = call.response().get();
    long saving = response.body().savingBytes();
    return response.body().coding() == ContentCoding.IDENTITY
        && saving >= LEAST_SAVED_BYTES
        && (saving >= LARGE_SAVING_BYTES || saving >= LEAST_SHARE * response.body().wireBytes())
        && !response.headers().has("content-encoding")
        && !response.headers().tokens("cache-control").contains("no-transform")
        && Compression.isWanted(call);
  }

  private static Optional<Finding> finding(List<WebCall> calls) {
    if (calls.isEmpty()) {
      return Optional.empty();
    }
    WebCall worst =
        calls.stream()
            .max(Comparator.comparingLong(call -> call.body().savingBytes()))
            .orElseThrow();
    long sent = calls.stream().mapToLong(call -> call.body().wireBytes()).sum();
    long saved = calls.stream().mapToLong(call -> call.body().savingBytes()).sum();
    FindingDraft draft =
        new FindingDraft(INFO, Party.SERVER_OPERATIONS)
            .packet(worst.body().firstPacket())
            .evidence(
                Evidence.count("texts", calls.size(), "text"),
                Evidence.bytes("bytes sent", sent),
                Evidence.bytes("bytes that gzip would save", saved),
                Evidence.share("share saved", (double) saved / sent),
                Evidence.text("largest", worst.shown(), worst.exchange().firstPacket()));
    calls.forEach(call -> draft.claim(call.claim(saved(call))));
    return Optional.of(
        draft
            .confidence(0.9)
            .advice(
                "nginx: `gzip on; gzip_types application/json application/javascript text/css"
                    + " image/svg+xml; gzip_min_length 1024; gzip_proxied any;`",
                "FastAPI and Starlette: `app.add_middleware(GZipMiddleware, minimum_size=1000)`;"
                    + " Flask: `flask-compress`; Django: `GZipMiddleware`.",
                "Compress files that do not change beforehand with brotli (`brotli_static on`).")
            .finding(
                "Text was sent uncompressed: gzip saves {share saved} of {bytes sent}",
                "The client accepts compressed answers, but the server sent {texts}"
                    + " uncompressed, the largest for {largest}. Compressed they would be smaller by {bytes that"
                    + " gzip would save}, and arrive that much earlier."));
  }

  /** The end of the transfer, as long as the saved share of it. */
  private static TimeSpan saved(WebCall call) {
    TimeSpan receiving = call.receiving();
    double share = (double) call.body().savingBytes() / call.body().wireBytes();
    long lost = (long) (receiving.durationNanos() * Math.clamp(share, 0, 1));
    return new TimeSpan(receiving.endNanos() - lost, receiving.endNanos());
  }
}
