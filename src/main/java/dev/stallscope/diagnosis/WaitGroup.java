package dev.stallscope.diagnosis;

import dev.stallscope.measure.Measurements;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.ClientOfServer;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The waits that one finding gathers: those of one client at one server, over all their
 * connections. Never empty.
 *
 * @param client address of the client
 * @param server address and port of the server
 * @param waits by start
 */
public record WaitGroup(IpAddress client, Endpoint server, List<Wait> waits) {
  public WaitGroup {
    waits = List.copyOf(waits);
    if (waits.isEmpty()) {
      throw new IllegalArgumentException("a group without waits");
    }
  }

  /** Groups waits on connections by client and server, in the order of their first wait. */
  public static List<WaitGroup> byHosts(Measurements measurements, List<Wait> waits) {
    Map<ClientOfServer, List<Wait>> byHosts = new LinkedHashMap<>();
    for (Wait wait : waits) {
      if (wait.connection() >= 0) {
        byHosts
            .computeIfAbsent(
                ClientOfServer.of(
                    measurements.client(wait.connection()), measurements.server(wait.connection())),
                hosts -> new ArrayList<>())
            .add(wait);
      }
    }
    List<WaitGroup> groups = new ArrayList<>();
    byHosts.forEach(
        (hosts, list) -> groups.add(new WaitGroup(hosts.client(), hosts.server(), list)));
    return groups;
  }

  /**
   * Judges the waits with some causes, gathered by client and server.
   *
   * @param finding what a rule says of a group; empty where it is not worth a person's time
   * @param cleared what to say where nothing is found
   */
  public static RuleOutcome judge(
      RuleContext context,
      Function<WaitGroup, Optional<Finding>> finding,
      Supplier<String> cleared,
      StallCause... causes) {
    Measurements measurements = context.measurements();
    if (measurements.connectionCount() == 0) {
      return new RuleOutcome.NotApplicable("There is no TCP connection in this capture.");
    }
    List<Finding> findings = new ArrayList<>();
    for (WaitGroup group : byHosts(measurements, context.waits().with(causes))) {
      finding.apply(group).ifPresent(findings::add);
    }
    return findings.isEmpty()
        ? new RuleOutcome.Clear(cleared.get())
        : new RuleOutcome.Found(findings);
  }

  public int count() {
    return waits.size();
  }

  /** Together, nanoseconds. */
  public long durationNanos() {
    return waits.stream().mapToLong(Wait::durationNanos).sum();
  }

  /** The avoidable part of all, nanoseconds. */
  public long lostNanos() {
    return waits.stream().mapToLong(Wait::lostNanos).sum();
  }

  /** The longest wait; the first of equals. */
  public Wait worst() {
    Wait worst = waits.getFirst();
    for (Wait wait : waits) {
      if (wait.durationNanos() > worst.durationNanos()) {
        worst = wait;
      }
    }
    return worst;
  }

  /** From the first wait's start to the last end. */
  public TimeSpan span() {
    long end = waits.stream().mapToLong(wait -> wait.interval().endNanos()).max().orElseThrow();
    return new TimeSpan(waits.getFirst().interval().startNanos(), end);
  }

  /** Ids of the connections, ascending. */
  public List<Integer> connections() {
    return waits.stream().map(Wait::connection).filter(id -> id >= 0).distinct().sorted().toList();
  }

  /** Ids of the exchanges that were held up, ascending. */
  public List<Integer> exchanges() {
    return waits.stream().map(Wait::exchange).filter(id -> id >= 0).distinct().sorted().toList();
  }

  /** The packets before and after the longest waits, the longest first. */
  public List<Integer> packets() {
    Set<Integer> packets = new LinkedHashSet<>();
    waits.stream()
        .sorted(Comparator.comparingLong(Wait::durationNanos).reversed())
        .limit(FindingDraft.MAX_PROOFS)
        .forEach(
            wait -> {
              packets.add(wait.interval().firstPacket());
              packets.add(wait.interval().lastPacket());
            });
    packets.remove(-1);
    return List.copyOf(packets);
  }

  /** The confidence of the waits, weighted by their length. */
  public double confidence() {
    double weighted = 0;
    double weight = 0;
    for (Wait wait : waits) {
      weighted += wait.interval().confidence() * (wait.durationNanos() + 1.0);
      weight += wait.durationNanos() + 1.0;
    }
    return weighted / weight;
  }
}
