package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.measure.rate.PathTimes;
import dev.stallscope.net.Direction;

/**
 * A receiver that fell silent while its peer went on: what was sent again came as far as a capture
 * point beside it, so that the path to there carried packets.
 *
 * @param repetitions that were captured and never answered, on all connections
 * @param isCertain whether each connection shows it
 */
record SilentReceiver(Direction direction, long repetitions, boolean isCertain) {
  /** As many copies as make a connection dead (STALLS L03, less the first transmission). */
  private static final int LEAST_REPETITIONS = 3;

  /** Of a group's connections, in the direction of the data. */
  static SilentReceiver of(RuleContext context, WaitGroup group, Direction direction) {
    long repetitions = 0;
    boolean isCertain = true;
    for (int id : group.connections()) {
      if (!context.measurements().isTcp(id)) {
        return new SilentReceiver(direction, 0, false);
      }
      int unanswered = context.facts(id).direction(direction).losses().unansweredRepetitions();
      repetitions += unanswered;
      isCertain &=
          unanswered >= LEAST_REPETITIONS
              && PathTimes.of(context.connection(id)).isNear(direction.reverse());
    }
    return new SilentReceiver(direction, repetitions, isCertain);
  }

  /** What is said of it. */
  Finding finding(RuleInfo info, WaitGroup group) {
    boolean isClient = direction == Direction.SERVER_TO_CLIENT;
    return new FindingDraft(info, isClient ? Party.CLIENT_APPLICATION : Party.SERVER_OPERATIONS)
        .waits(group)
        .word("sender", isClient ? "server" : "client")
        .word("receiver", isClient ? "client" : "server")
        .evidence(
            Evidence.duration("time without delivery", group.durationNanos()),
            Evidence.duration("longest wait", group.worst().durationNanos()),
            Evidence.count("unanswered copies", repetitions, "repetition"),
            Evidence.count("connections", group.connections().size(), "connection"))
        .advice(
            "Look at the {receiver}'s host at that time: asleep, halted, out of memory, unplugged, or"
                + " a firewall on it that began to drop.",
            "If this capture was not taken on that host: look at the link between the two, such as"
                + " its Wi-Fi.")
        .finding(
            "The {receiver} fell silent; the {sender} sent again in vain for {time without delivery}",
            "On {connections} {unanswered copies} came as far as this capture, which was taken"
                + " beside the {receiver}, and the {receiver} confirmed none. So the way from the"
                + " {sender} was open, and the {receiver}'s host, or the last link to it, was gone.");
  }
}
