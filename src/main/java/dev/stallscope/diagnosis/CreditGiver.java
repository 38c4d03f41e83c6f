package dev.stallscope.diagnosis;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.Message;
import java.util.stream.Stream;

/** Whose permission senders had waited for before they could go on. */
public final class CreditGiver {
  private CreditGiver() {}

  /** Whether it is the client's: nothing that the client sent had to wait for credit. */
  public static boolean isClient(RuleContext context, WaitGroup group) {
    return group.exchanges().stream()
        .map(context::exchange)
        .flatMap(one -> Stream.concat(one.request().stream(), one.response().stream()))
        .filter(message -> !message.creditWaits().isEmpty())
        .map(Message::direction)
        .noneMatch(direction -> direction == Direction.CLIENT_TO_SERVER);
  }
}
