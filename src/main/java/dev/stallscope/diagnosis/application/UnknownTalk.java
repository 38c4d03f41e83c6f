package dev.stallscope.diagnosis.application;

import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.Wait;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.tls.EncryptedActivity;
import dev.stallscope.protocol.tls.EncryptedTurn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Encrypted talk that may be anything: a person at a terminal, a session in which both sides speak
 * unasked; or records of HTTP/2 that may be several requests, or one and what it streams. What
 * looks like the answer to a request need not be one.
 */
final class UnknownTalk {
  /** Turns that are likely requests and answers have more (STALLS 5.4). */
  private static final double LEAST_TRUST = 0.5;

  private UnknownTalk() {}

  /** Connections of an unknown protocol on which both sides came to speak unasked. */
  private record Unasked(Set<Integer> connections) {
    static Unasked of(RuleContext context) {
      return new Unasked(
          context.measurements().exchanges().stream()
              .filter(
                  exchange ->
                      exchange
                          .request()
                          .filter(
                              request ->
                                  request.content() instanceof EncryptedActivity activity
                                      && activity.guess() == AppProtocol.UNKNOWN)
                          .isPresent())
              .map(Exchange::connection)
              .collect(Collectors.toSet()));
    }
  }

  /**
   * Whether an exchange is a turn on a connection whose sides were seen to speak unasked: what came
   * before that was news, too, for all that anybody can tell.
   */
  static boolean isUnasked(RuleContext context, Exchange exchange) {
    return turn(exchange).filter(turn -> turn.guess() == AppProtocol.UNKNOWN).isPresent()
        && context
            .computed(Unasked.class, Unasked::of)
            .connections()
            .contains(exchange.connection());
  }

  /** Whether no wait of the group was in an exchange that is likely one. */
  static boolean isAll(RuleContext context, WaitGroup group) {
    return group.waits().stream()
        .allMatch(wait -> wait.exchange() >= 0 && isUnknown(context.exchange(wait.exchange())));
  }

  /** Whether any wait of the group was for requests of which nobody knows how many they are. */
  static boolean hasSeveral(RuleContext context, WaitGroup group) {
    return group.waits().stream().anyMatch(wait -> isSeveral(context, wait));
  }

  /** The waits for requests that are told apart; empty without one. */
  static Optional<WaitGroup> toldApart(RuleContext context, WaitGroup group) {
    List<Wait> apart = group.waits().stream().filter(wait -> !isSeveral(context, wait)).toList();
    return apart.isEmpty()
        ? Optional.empty()
        : Optional.of(new WaitGroup(group.client(), group.server(), apart));
  }

  private static boolean isSeveral(RuleContext context, Wait wait) {
    return wait.exchange() >= 0
        && turn(context.exchange(wait.exchange())).filter(EncryptedTurn::isLongLived).isPresent();
  }

  private static boolean isUnknown(Exchange exchange) {
    return exchange.confidence() < LEAST_TRUST
        && turn(exchange)
            .filter(turn -> turn.guess() == AppProtocol.UNKNOWN || turn.isLongLived())
            .isPresent();
  }

  private static Optional<EncryptedTurn> turn(Exchange exchange) {
    return exchange
        .request()
        .map(Message::content)
        .filter(EncryptedTurn.class::isInstance)
        .map(EncryptedTurn.class::cast);
  }
}
