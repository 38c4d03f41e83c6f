package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RoundTripRule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.measure.DirectionFacts;
import dev.stallscope.measure.DirectionFacts.QueueDelay;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import dev.stallscope.measure.rate.DatagramQueues;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** N01: a queue on the path holds packets long. */
public final class BufferbloatRule implements RoundTripRule {
  /** Upper limits of the grades A+ to D; what is above is F (DSLReports). */
  private static final long[] GRADE_MILLIS = {5, 30, 60, 200, 400};

  private static final double BY_SYSTEM = 0.8;
  private static final double BY_PROGRAM = 0.6;

  /** Grades D and F: calls and clicks beside the transfer are felt to hang (DSLReports). */
  private static final long FELT_NANOS = Nanos.ofMillis(200);

  private static final List<String> GRADES = List.of("A+", "A", "B", "C", "D", "F");

  private static final String HELP =
      """
      ## What it is
      A device on the path queues what it cannot send at once. A deep queue never loses a packet but \
      makes every round trip long while it is full: the transfer itself is no slower, but every \
      other packet on the path waits behind it, a click or a video call as well.

      ## How it is recognised
      Round trips grew with what was in flight (correlation above 0.5), in the full rounds to at \
      least twice the empty path's and 60 ms more, in three of them or more. The grade is that of the DSLReports test. Time \
      is lost only where a sender had to wait for acknowledgments that stood in the queue; where none \
      was, a queue of less than 200 ms (grade C) is only mentioned. In a QUIC \
      connection with keys the delay that an acknowledgment tells of itself does not count.

      ## What it is mistaken for
      A long path: its round trip is long also when it is empty. A single late round trip: that is \
      delay-spike. A shaper that lets a burst through first: that is traffic-shaping. In QUIC \
      programs acknowledge, not systems: one that is too busy to read what has come makes round \
      trips longer as well, so the verdict is less certain there.

      ## What to do
      Use fair queueing with a short queue at the narrow place.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("bufferbloat", Layer.TCP, "A queue on the path delays everything", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return FlowFacts.judge(
        context, BufferbloatRule::queue, DatagramQueues::of, BufferbloatRule::finding);
  }

  /** A queue that a shaper fills is the shaper's. */
  private static Optional<QueueDelay> queue(DirectionFacts facts) {
    return facts.shaping().isPresent() ? Optional.empty() : facts.queueing();
  }

  private static Finding finding(FlowFacts<QueueDelay> flows) {
    FlowFacts.Flow<QueueDelay> worst =
        flows.flows().stream()
            .max(Comparator.comparingLong(flow -> added(flow.fact())))
            .orElseThrow();
    QueueDelay queue = worst.fact();
    List<TimeClaim> claims = flows.claimsOfClient(StallCause.BUFFERBLOAT);
    FindingDraft draft = flows.begin(new FindingDraft(INFO, Party.NETWORK));
    claims.forEach(draft::claim);
    for (FlowFacts.Flow<QueueDelay> flow : flows.flows()) {
      TimeSpan loaded = new TimeSpan(flow.fact().startNanos(), flow.fact().endNanos());
      flows.context().claims(flow.connection(), loaded, 0).forEach(draft::claim);
    }
    return draft
        .atLeast(added(queue) >= FELT_NANOS ? Severity.MINOR : Severity.INFO)
        .confidence(isTcp(flows, worst) ? BY_SYSTEM : BY_PROGRAM)
        .evidence(
            Evidence.duration("time in the queue", added(queue), queue.worstPacket()),
            Evidence.duration("round trip of the empty path", queue.minNanos()),
            Evidence.duration("round trip under load", queue.loadedNanos()),
            Evidence.text("grade", grade(added(queue))),
            Evidence.bytes("under way", queue.loadBytes()),
            Evidence.rate("rate", rate(flows, worst)))
        .advice(
            "At the narrow place (router, modem, virtual machine host):"
                + " `tc qdisc replace dev IF root cake bandwidth RATE` a little below its rate, or"
                + " `sysctl net.core.default_qdisc=fq_codel`.",
            "On the {sender} (Linux): `sysctl net.ipv4.tcp_congestion_control=bbr` keeps queues"
                + " short; `sysctl net.ipv4.tcp_notsent_lowat=131072` keeps its own socket buffer"
                + " short.")
        .finding(
            "A queue on the path adds {time in the queue} to every packet (grade {grade})",
            "With {under way} under way round trips took {round trip under load} instead of"
                + " {round trip of the empty path}: a device on the way could pass only {rate} on"
                + " and queued the rest. Whatever else uses the path meanwhile waits as long.");
  }

  private static boolean isTcp(FlowFacts<QueueDelay> flows, FlowFacts.Flow<QueueDelay> flow) {
    return flows.context().measurements().isTcp(flow.connection());
  }

  /** What passed the narrow place, bits per second: all that was under way in a round trip. */
  private static long rate(FlowFacts<QueueDelay> flows, FlowFacts.Flow<QueueDelay> flow) {
    return isTcp(flows, flow)
        ? flows
            .context()
            .facts(flow.connection())
            .direction(flows.direction())
            .goodputBitsPerSecond()
        : Math.round(flow.fact().loadBytes() * 8e9 / flow.fact().loadedNanos());
  }

  private static long added(QueueDelay queue) {
    return queue.loadedNanos() - queue.minNanos();
  }

  private static String grade(long addedNanos) {
    int grade = 0;
    while (grade < GRADE_MILLIS.length && addedNanos >= Nanos.ofMillis(GRADE_MILLIS[grade])) {
      grade++;
    }
    return GRADES.get(grade);
  }
}
