package dev.stallscope.diagnosis.dns;

import dev.stallscope.diagnosis.dns.QueryLoss.Resolver;
import dev.stallscope.exchange.DnsAttempt;
import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.measure.Measurements;
import dev.stallscope.measure.account.ResolverReach;
import dev.stallscope.net.Transport;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long each resolver took for its answers over datagrams. */
final class ResolverTimes {
  private final Map<Resolver, List<Long>> responses = new HashMap<>();
  private final ResolverReach reach;

  private ResolverTimes(ResolverReach reach) {
    this.reach = reach;
  }

  static ResolverTimes of(Measurements measurements) {
    ResolverTimes times = new ResolverTimes(ResolverReach.of(measurements.connections()));
    for (DnsLookup lookup : measurements.lookups()) {
      for (DnsAttempt attempt : lookup.attempts()) {
        if (attempt.isAnswered() && attempt.transport() == Transport.UDP) {
          times
              .responses
              .computeIfAbsent(resolver(attempt), _ -> new ArrayList<>())
              .add(attempt.answerNanos() - attempt.sentNanos());
        }
      }
    }
    times.responses.values().forEach(list -> list.sort(Long::compare));
    return times;
  }

  private static Resolver resolver(DnsAttempt attempt) {
    return new Resolver(attempt.client().address(), attempt.server().address());
  }

  /** Answers of the query's resolver. */
  int count(DnsAttempt attempt) {
    return responses.getOrDefault(resolver(attempt), List.of()).size();
  }

  /** The lower median of its resolver's times, 0 where there is none. */
  long medianNanos(DnsAttempt attempt) {
    List<Long> times = responses.getOrDefault(resolver(attempt), List.of());
    return times.isEmpty() ? 0 : times.get((times.size() - 1) / 2);
  }

  /**
   * What an answered query took beyond the path, which is no longer than its resolver's quickest
   * answer, nor than TCP connections let it be.
   */
  TimeSpan beyondPath(DnsAttempt attempt) {
    List<Long> times = responses.getOrDefault(resolver(attempt), List.of());
    long most = reach.mostNanos(attempt.client().address(), attempt.server().address());
    long path = times.isEmpty() ? 0 : Math.min(most, times.getFirst());
    long start = Math.min(attempt.answerNanos(), attempt.sentNanos() + path);
    return new TimeSpan(start, attempt.answerNanos());
  }
}
