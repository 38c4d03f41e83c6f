package dev.stallscope.exchange;

import dev.stallscope.net.Endpoint;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageContent;
import dev.stallscope.protocol.SetupMessage;
import dev.stallscope.time.TimeSpan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A question and its answer, with the phases of the time between.
 *
 * @param id index over all exchanges, ordered by start
 * @param connection id of the connection, or -1 for datagrams that belong to none
 * @param client who asked
 * @param server who was asked
 * @param label one line that names it, not redacted
 * @param status the response's outcome as its protocol writes it, or empty
 * @param isFailed whether the response reports a failure, or none came
 * @param isLongLived whether pauses are by design
 * @param span from the first set-up that only this exchange waited for to its last byte
 * @param parent id of the exchange that waited for this one, or -1
 * @param request the request, where there is one
 * @param response the response, where there is one
 * @param interim messages in between, such as 100 Continue
 * @param setup the handshake, for a set-up exchange
 * @param confidence 1 for what was read, less for what was inferred
 */
public record Exchange(
    int id,
    ExchangeKind kind,
    int connection,
    Endpoint client,
    Endpoint server,
    AppProtocol protocol,
    String label,
    Optional<String> status,
    boolean isFailed,
    boolean isLongLived,
    TimeSpan span,
    PhaseTimings phases,
    int parent,
    Optional<Message> request,
    Optional<Message> response,
    List<Message> interim,
    Optional<SetupMessage> setup,
    double confidence) {

  public long durationNanos() {
    return span.durationNanos();
  }

  /**
   * Whether it is set-up that another exchange waited for, and whose time is in that one's phases.
   */
  public boolean isPartOfParent() {
    return parent >= 0 && (kind.isSetUp() || request.isEmpty());
  }

  /**
   * Since when it waited for its answer until the time was over that its request had set; empty
   * where it ended otherwise, or had set none.
   */
  public OptionalLong outOfTimeSinceNanos() {
    if (request.isEmpty() || response.isEmpty() || !isTimeUp()) {
      return OptionalLong.empty();
    }
    MessageContent answer = response.get().content();
    long sent = Math.min(request.get().span().lastNanos(), span.endNanos());
    return answer
        .awaitedInVain()
        .map(vain -> OptionalLong.of(Math.max(sent, vain.startNanos())))
        .orElseGet(
            () ->
                response.get().direction() == request.get().direction()
                    ? OptionalLong.of(sent)
                    : OptionalLong.empty());
  }

  /** Whether as much time had passed at its end as its request had set. */
  public boolean isTimeUp() {
    return request
        .filter(
            asked ->
                TimeLimit.isUp(
                    asked.content().patienceNanos(), span.endNanos() - asked.span().firstNanos()))
        .isPresent();
  }

  /** Index of the first packet that belongs to it. */
  public int firstPacket() {
    return request
        .map(message -> message.span().firstPacket())
        .or(() -> setup.map(SetupMessage::firstPacket))
        .or(() -> response.map(message -> message.span().firstPacket()))
        .orElse(-1);
  }

  /** Index of the last packet that belongs to it. */
  public int lastPacket() {
    return response
        .map(message -> message.span().lastPacket())
        .or(() -> setup.map(SetupMessage::lastPacket))
        .or(() -> request.map(message -> message.span().lastPacket()))
        .orElse(-1);
  }
}
