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
import dev.stallscope.protocol.http.ChunkCadence;
import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.tls.EncryptedTurn;
import dev.stallscope.time.Nanos;
import java.util.Optional;

/** A02: the server paused in the middle of a response. */
public final class ResponseTrickleRule implements Rule {
  /** What one response has to lose: a person notices from here (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(100);

  /** Tokens, log lines and events are shorter; pages and files are sent in longer pieces. */
  private static final long PIECE_BYTES = 2_000;

  /** A body that was waited for and one that was computed look alike. */
  private static final double UNSURE = 0.6;

  private static final String HELP =
      """
      ## What it is
      The answer had begun, everything that was sent had arrived, and then the server sent \
      nothing for a while: its program had no more to send yet.

      ## How it is recognised
      A silence of the server within a response while nothing was outstanding, 100 ms or more in \
      one response. Event streams, gRPC streams and upgraded connections pause by design and are \
      left out; four or more chunks, 10 ms or more apart, at steady intervals are only mentioned, \
      and so are video and sound that come in pieces at steady intervals, ahead of playing, and an \
      encrypted or chunked response that pauses four times or more and has no more than 2 kB for \
      each pause or chunk: it looks like a stream. Where the capture cut the head of an answer, its kind is not \
      known, and its pauses are nobody's. Where the head came at once, did not tell the length, and \
      the whole body came in one piece after one pause, it is a minor matter: a call that waits for \
      an event looks the same.

      ## What it is mistaken for
      A lost packet: then something is sent again. A client that does not read: then its window \
      is closed.

      ## What to do
      Find what the generator waits for: a slow cursor, a query for each row, a lock. Compute \
      first and send then, or fetch the rows in larger batches.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "response-trickle",
          Layer.APPLICATION,
          "The server paused in the middle of a response",
          HELP);

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
        () -> "No response of a known kind was interrupted for 100 ms or more by its server.",
        StallCause.RESPONSE_TRICKLE);
  }

  private static boolean isPause(RuleContext context, Wait wait, long lostNanos) {
    return lostNanos >= LEAST_LOST_NANOS
        && (wait.exchange() < 0 || !context.exchange(wait.exchange()).isLongLived());
  }

  private static boolean isSteady(RuleContext context, Wait wait) {
    return response(context, wait)
        .filter(response -> SteadyChunks.are(response.body().cadence()))
        .isPresent();
  }

  /** Video and sound are sent ahead of playing, piece by piece, as fast as they are played. */
  private static boolean isPaced(RuleContext context, WaitGroup group, Wait wait) {
    long[] ends =
        group.waits().stream()
            .filter(other -> other.exchange() == wait.exchange())
            .filter(other -> other.durationNanos() >= SteadyChunks.LEAST_GAP_NANOS)
            .mapToLong(other -> other.interval().endNanos())
            .toArray();
    return response(context, wait).filter(response -> response.mediaType().isPlayed()).isPresent()
        && SteadyChunks.are(ChunkCadence.of(ends.length, ends, ends.length));
  }

  private static Optional<HttpResponse> response(RuleContext context, Wait wait) {
    return wait.exchange() < 0
        ? Optional.empty()
        : context
            .exchange(wait.exchange())
            .response()
            .map(Message::content)
            .filter(HttpResponse.class::isInstance)
            .map(HttpResponse.class::cast);
  }

  /** Whatever it calls itself, a stream shows by its many small pieces, each after a pause. */
  private static boolean isInPieces(RuleContext context, WaitGroup group, Wait wait) {
    if (wait.exchange() < 0) {
      return false;
    }
    long pauses =
        group.waits().stream().filter(other -> other.exchange() == wait.exchange()).count();
    return pauses >= SteadyChunks.LEAST
        && context.exchange(wait.exchange()).response().stream()
            .map(Message::content)
            .anyMatch(
                content ->
                    content instanceof EncryptedTurn turn
                            && turn.plaintextBytes() <= PIECE_BYTES * pauses
                        || content instanceof HttpResponse response && isInPieces(response.body()));
  }

  private static boolean isInPieces(HttpBody body) {
    ChunkCadence cadence = body.cadence();
    return body.framing() == HttpBody.Framing.CHUNKED
        && cadence.chunks() >= SteadyChunks.LEAST
        && cadence.medianGapNanos() >= SteadyChunks.LEAST_GAP_NANOS
        && body.wireBytes() <= PIECE_BYTES * cadence.chunks();
  }

  /**
   * The head came at once and the whole body in one go after one pause: a stream without news, or a
   * call that waits for an event, looks no different. A length in the head would have shown that
   * the body was there.
   */
  private static boolean isLateBody(RuleContext context, WaitGroup group, Wait wait) {
    return wait.exchange() >= 0
        && group.waits().stream().filter(other -> other.exchange() == wait.exchange()).count() == 1
        && context.exchange(wait.exchange()).response().stream()
            .map(Message::content)
            .anyMatch(
                content ->
                    content instanceof HttpResponse response
                        && response.body().framing() != HttpBody.Framing.LENGTH
                        && wait.interval().startNanos() < response.body().firstNanos());
  }

  /** None where one pause is all there is. */
  private static Evidence[] rhythm(WaitGroup group, boolean isSteady, boolean isLate) {
    if (group.count() == 1 && !isLate) {
      return new Evidence[0];
    }
    String rhythm = isSteady ? "that of a stream" : "irregular";
    return new Evidence[] {
      Evidence.text("rhythm", isLate ? "the head, a pause, and all of the body" : rhythm)
    };
  }

  private static Finding finding(RuleContext context, WaitGroup group) {
    boolean isLate = group.waits().stream().allMatch(wait -> isLateBody(context, group, wait));
    boolean isSteady =
        group.waits().stream()
            .allMatch(
                wait ->
                    isSteady(context, wait)
                        || isPaced(context, group, wait)
                        || isInPieces(context, group, wait));
    Wait worst = group.worst();
    String endpoint =
        worst.exchange() < 0
            ? "a response"
            : CallTemplate.of(context.exchange(worst.exchange()).label());
    return new FindingDraft(INFO, Party.SERVER_APPLICATION)
        .waits(group)
        .atMost(isSteady ? Severity.INFO : isLate ? Severity.MINOR : Severity.CRITICAL)
        .confidence(isLate ? UNSURE : 1)
        .evidence(
            Evidence.duration("time paused", group.durationNanos()),
            Evidence.count("pauses", group.count(), "pause"),
            Evidence.duration("longest pause", worst.durationNanos()),
            Evidence.text("endpoint", endpoint))
        .evidence(rhythm(group, isSteady, isLate))
        .advice(
            "Look at what the generator or view behind the response waits for: a cursor read row"
                + " by row (SQLAlchemy `yield_per(1000)`, Django `iterator(chunk_size=2000)`), a"
                + " call for each item, a lock.",
            "In an `async def` generator a blocking call stops everything: use `asyncio.to_thread`"
                + " or an asynchronous driver.",
            "If the pauses are meant, send `text/event-stream` so that everybody knows.")
        .finding(
            "The server paused for {time paused} within its answer to {endpoint}",
            "The answer had begun and all that was sent had arrived, but the server had no more to"
                + " send ({pauses}, the longest {longest pause}). Neither the network nor the"
                + " client held it up."
                + (isLate
                    ? " The body came in one piece: it may be a call that waits for news on purpose."
                    : ""));
  }
}
