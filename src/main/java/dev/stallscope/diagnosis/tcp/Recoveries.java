package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.Wait;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.net.Direction;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How outages ended: the data came through after all, or nothing of them was ever acknowledged as
 * far as the capture goes. Waits that follow each other at once are one outage.
 *
 * @param connections that had one
 * @param vain how many of them never recovered
 * @param longestVainNanos of the outages that did not end, 0 without one
 * @param longestNanos of the outages that ended, 0 without one
 */
record Recoveries(int connections, int vain, long longestVainNanos, long longestNanos) {
  /** As many copies behind the receiver's last packet are an outage of their own (STALLS L03). */
  private static final int DEAD_REPETITIONS = 3;

  static Recoveries of(RuleContext context, WaitGroup group, Direction direction) {
    int vain = 0;
    long longestVain = 0;
    long longest = 0;
    Map<Integer, List<Wait>> byConnection =
        group.waits().stream().collect(Collectors.groupingBy(Wait::connection));
    for (List<Wait> waits : byConnection.values()) {
      long outage = 0;
      for (int i = 0; i < waits.size(); i++) {
        outage += waits.get(i).durationNanos();
        boolean isLast = i + 1 == waits.size();
        if (isLast && isVain(context, waits.get(i), direction)) {
          vain++;
          longestVain = Math.max(longestVain, outage);
        } else if (isLast
            || waits.get(i + 1).interval().startNanos() > waits.get(i).interval().endNanos()) {
          longest = Math.max(longest, outage);
          outage = 0;
        }
      }
    }
    return new Recoveries(group.connections().size(), vain, longestVain, longest);
  }

  private static boolean isVain(RuleContext context, Wait wait, Direction direction) {
    if (!context.measurements().isTcp(wait.connection())) {
      return context
              .measurements()
              .datagramConnection(wait.connection())
              .sentBy(direction.reverse())
              .packets()
          == 0;
    }
    return isUnanswered(context, wait, direction) || isMissed(context, wait, direction);
  }

  /** Copies are the last of the connection, and bytes are still unacknowledged. */
  private static boolean isUnanswered(RuleContext context, Wait wait, Direction direction) {
    TcpConnection connection = context.connection(wait.connection());
    int copies =
        context.facts(wait.connection()).direction(direction).losses().unansweredRepetitions();
    boolean isHeard = connection.side(direction.reverse()).packets() > 0;
    TcpConnection.Side sender = connection.side(direction);
    if (sender.uniqueBytes() > 0 && sender.unacknowledgedBytes() >= sender.uniqueBytes()) {
      return true; // nothing ever came through, whatever the receiver said at last
    }
    return (!isHeard || connection.side(direction).unacknowledgedBytes() > 0)
        && (copies >= DEAD_REPETITIONS
            || copies > 0 && wait.interval().lastPacket() == connection.lastPacket());
  }

  /** The answer that was waited for is not there, or nothing more of it came. */
  private static boolean isMissed(RuleContext context, Wait wait, Direction direction) {
    if (direction != Direction.SERVER_TO_CLIENT || wait.exchange() < 0) {
      return false;
    }
    Exchange exchange = context.exchange(wait.exchange());
    boolean isAnswered =
        exchange
            .response()
            .filter(
                answer ->
                    !answer.content().lacksEnd()
                        || answer.span().lastNanos() >= wait.interval().endNanos())
            .isPresent();
    return exchange.request().isPresent() && !isAnswered;
  }

  /** How a sentence about the sender's timer goes on. */
  String words() {
    String recovered = longestNanos == 0 ? "" : ", so recovering took up to {longest recovery}";
    String who = vain == connections ? "; " : "; on {connections that never recovered} ";
    return vain == 0
        ? recovered + "."
        : recovered
            + who
            + "it never came through as far as the capture goes, also not after"
            + " {longest wait in vain}.";
  }
}
