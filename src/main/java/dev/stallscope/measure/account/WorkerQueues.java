package dev.stallscope.measure.account;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.ConnectionFacts;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Endpoint;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.time.Ascending;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the time in which a request waited in its server for a worker from the time in which one
 * worked on it (A08).
 *
 * <p>A server with so many workers ends as many calls in each service time, and begins the next as
 * one ends: {@link WorkerRun} knows that pattern. What a time line calls a slow server is cut where
 * the worker began.
 */
public final class WorkerQueues {
  private final List<ConnectionFacts> facts;
  private final Map<Integer, List<TimeSpan>> queued = new HashMap<>();

  private WorkerQueues(List<ConnectionFacts> facts) {
    this.facts = facts;
  }

  /**
   * The facts with the queues marked in their time lines.
   *
   * @param facts by connection id
   * @param exchanges by id
   */
  public static List<ConnectionFacts> marked(
      List<ConnectionFacts> facts, List<Exchange> exchanges) {
    WorkerQueues queues = new WorkerQueues(facts);
    queues.calls(exchanges).values().forEach(queues::judge);
    return queues.queued.isEmpty() ? facts : facts.stream().map(queues::marked).toList();
  }

  /** The calls of each server that worked on them for some time, by arrival. */
  private Map<Endpoint, List<WorkerRun.Call>> calls(List<Exchange> exchanges) {
    Map<Endpoint, List<WorkerRun.Call>> byServer = new LinkedHashMap<>();
    Map<String, String> kinds = new HashMap<>();
    for (Exchange exchange : exchanges) {
      if (exchange.kind() == ExchangeKind.REQUEST
          && exchange.protocol() == AppProtocol.HTTP1
          && exchange.connection() >= 0
          && exchange.connection() < facts.size()
          && exchange.request().isPresent()
          && exchange.response().isPresent()) {
        List<CauseInterval> thinking = thinking(exchange);
        if (!thinking.isEmpty()) {
          byServer
              .computeIfAbsent(exchange.server(), _ -> new ArrayList<>())
              .add(
                  new WorkerRun.Call(
                      exchange.connection(),
                      exchange.isLongLived()
                          ? ""
                          : kinds.computeIfAbsent(exchange.label(), WorkerQueues::kind),
                      thinking.getFirst().startNanos(),
                      thinking.getLast().endNanos(),
                      exchange.response().get().span().lastNanos()));
        }
      }
    }
    byServer
        .values()
        .forEach(calls -> calls.sort(Comparator.comparingLong(WorkerRun.Call::arrivedNanos)));
    return byServer;
  }

  /** What is asked for, whatever the numbers in the path, and without the query. */
  private static String kind(String label) {
    int query = label.indexOf('?');
    return (query < 0 ? label : label.substring(0, query)).replaceAll("[0-9]+", "*");
  }

  /** Where the server worked between the request's last byte and the answer's first. */
  private List<CauseInterval> thinking(Exchange exchange) {
    long sent = exchange.request().orElseThrow().span().lastNanos();
    long answered = exchange.response().orElseThrow().span().firstNanos();
    List<CauseInterval> line = facts.get(exchange.connection()).timeline();
    List<CauseInterval> thinking = new ArrayList<>(1);
    for (int i = Ascending.firstAbove(line, CauseInterval::endNanos, sent);
        i < line.size() && line.get(i).startNanos() < answered;
        i++) {
      if (line.get(i).cause() == StallCause.SLOW_SERVER_RESPONSE) {
        thinking.add(line.get(i));
      }
    }
    return thinking;
  }

  /** Parts the calls where the server had nothing to do. */
  private void judge(List<WorkerRun.Call> calls) {
    List<WorkerRun.Call> run = new ArrayList<>();
    long busyUntil = Long.MIN_VALUE;
    for (WorkerRun.Call call : calls) {
      if (call.arrivedNanos() > busyUntil) {
        mark(run);
        run.clear();
      }
      run.add(call);
      busyUntil = Math.max(busyUntil, call.answeredNanos());
    }
    mark(run);
  }

  private void mark(List<WorkerRun.Call> run) {
    WorkerRun.queued(run)
        .forEach(
            (call, wait) ->
                queued.computeIfAbsent(call.connection(), _ -> new ArrayList<>()).add(wait));
  }

  private ConnectionFacts marked(ConnectionFacts measured) {
    List<TimeSpan> waits = queued.get(measured.connection());
    if (waits == null) {
      return measured;
    }
    List<CauseInterval> line = new ArrayList<>(measured.timeline().size() + waits.size());
    for (CauseInterval interval : measured.timeline()) {
      cut(interval, waits, line);
    }
    return new ConnectionFacts(
        measured.connection(),
        measured.toServer(),
        measured.toClient(),
        List.copyOf(line),
        measured.downloads());
  }

  /** The waits of one connection follow one another, and an interval has part in one at most. */
  private static void cut(CauseInterval interval, List<TimeSpan> waits, List<CauseInterval> line) {
    int next = Ascending.firstAbove(waits, TimeSpan::endNanos, interval.startNanos());
    if (interval.cause() != StallCause.SLOW_SERVER_RESPONSE
        || next == waits.size()
        || waits.get(next).startNanos() >= interval.endNanos()) {
      line.add(interval);
      return;
    }
    long until = Math.min(waits.get(next).endNanos(), interval.endNanos());
    line.add(asQueued(interval.part(interval.startNanos(), until)));
    if (until < interval.endNanos()) {
      line.add(interval.part(until, interval.endNanos()));
    }
  }

  private static CauseInterval asQueued(CauseInterval slow) {
    return new CauseInterval(
        StallCause.QUEUED_IN_POOL,
        slow.startNanos(),
        slow.endNanos(),
        slow.lostNanos(),
        slow.firstPacket(),
        slow.lastPacket(),
        Math.min(slow.confidence(), WorkerRun.CONFIDENCE));
  }
}
