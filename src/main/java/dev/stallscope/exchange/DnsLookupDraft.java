package dev.stallscope.exchange;

import dev.stallscope.exchange.DnsAttemptReader.Asked;
import dev.stallscope.net.IpAddress;
import dev.stallscope.net.Transport;
import dev.stallscope.protocol.dns.DnsMessage;
import dev.stallscope.protocol.dns.DnsRcode;
import dev.stallscope.protocol.dns.DnsRecord;
import dev.stallscope.protocol.dns.DnsType;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A lookup in the making: which query continues it, and what it came to. */
final class DnsLookupDraft {
  /** The second address family follows the first (D03): glibc sends both at once. */
  private static final long FAMILY_NANOS = Nanos.ofMillis(5);

  /** The next name of the search list, or the next family, follows an answer (D04). */
  private static final long NEXT_NANOS = Nanos.ofMillis(10);

  /** On a busy machine the resolver takes longer to go on to a name that the list explains. */
  private static final long NEXT_EXPLAINED_NANOS = Nanos.ofMillis(200);

  /** A truncated answer is asked for again over TCP (D05), an error of another server. */
  private static final long FALLBACK_NANOS = Nanos.ofSeconds(1);

  /**
   * Longest wait before an unanswered query is sent again: resolvers wait 1 to 5 s, systemd's up to
   * 10 s. Later, the application asked anew.
   */
  private static final long RETRY_NANOS = Nanos.ofSeconds(12);

  private final List<Asked> asked = new ArrayList<>();
  private final Set<String> names = new LinkedHashSet<>();

  DnsLookupDraft(Asked first) {
    add(first);
  }

  private String name() {
    return asked.getLast().attempt().name();
  }

  private List<DnsAttempt> current() {
    String name = name();
    return asked.stream().map(Asked::attempt).filter(each -> each.name().equals(name)).toList();
  }

  /** Adds a query that continues the lookup. */
  void add(Asked next) {
    boolean isRetry =
        asked.stream()
            .map(Asked::attempt)
            .anyMatch(
                other ->
                    other.name().equals(next.attempt().name())
                        && other.type() == next.attempt().type());
    names.add(next.attempt().name());
    asked.add(isRetry ? new Asked(next.attempt().asRetry(), next.answer()) : next);
  }

  boolean isContinuedBy(DnsAttempt next) {
    List<DnsAttempt> current = current();
    if (!next.name().equals(name())) {
      return isSearchedOn(current, next);
    }
    List<DnsAttempt> same =
        current.stream().filter(attempt -> attempt.type() == next.type()).toList();
    return same.isEmpty() ? isOtherFamily(current, next) : isRetry(current, same, next);
  }

  /** D03, also for a resolver that asks one family after the other. */
  private static boolean isOtherFamily(List<DnsAttempt> current, DnsAttempt next) {
    if (!DnsType.isForConnecting(next.type())
        || !current.stream().allMatch(attempt -> DnsType.isForConnecting(attempt.type()))) {
      return false;
    }
    return current.stream()
        .anyMatch(
            attempt ->
                next.sentNanos() - attempt.sentNanos() <= FAMILY_NANOS
                    || followsWithin(NEXT_NANOS, attempt, next));
  }

  private static boolean isRetry(List<DnsAttempt> current, List<DnsAttempt> same, DnsAttempt next) {
    DnsAttempt last = same.getLast();
    if (same.stream().anyMatch(attempt -> attempt.exchange() == next.exchange())) {
      return true;
    }
    if (next.type() == DnsType.HTTPS
        && current.stream().anyMatch(each -> each.isAddressBy(next.sentNanos()))) {
      return false; // with an address the lookup was over
    }
    if (followsWithin(FALLBACK_NANOS, last, next)
        && (last.isTruncated() && next.transport() == Transport.TCP || last.isServerTrouble())) {
      return true;
    }
    boolean isAnswered = same.stream().anyMatch(each -> each.isAnsweredBy(next.sentNanos()));
    // DN02: one family is missing, and the resolver sends both again.
    boolean isPairOfMissing = isAnswered && isOtherFamilyMissing(current, next);
    return (!isAnswered || isPairOfMissing) && next.sentNanos() - last.sentNanos() <= RETRY_NANOS;
  }

  private static boolean isOtherFamilyMissing(List<DnsAttempt> current, DnsAttempt next) {
    return next.type() != DnsType.HTTPS
        && current.stream()
            .filter(each -> each.type() == DnsType.A || each.type() == DnsType.AAAA)
            .filter(each -> each.type() != next.type())
            .map(DnsAttempt::type)
            .distinct()
            .anyMatch(type -> isMissing(current, type, next));
  }

  /** Not answered when {@code next} was sent, or its retry, sent just before, answered since. */
  private static boolean isMissing(List<DnsAttempt> current, int type, DnsAttempt next) {
    return current.stream()
        .filter(each -> each.type() == type)
        .filter(each -> next.sentNanos() - each.sentNanos() > FAMILY_NANOS)
        .noneMatch(each -> each.isAnsweredBy(next.sentNanos()));
  }

  /** D04: nothing exists under the name asked, and the same labels are tried elsewhere. */
  private boolean isSearchedOn(List<DnsAttempt> current, DnsAttempt next) {
    return !names.contains(next.name())
        && current.stream().allMatch(each -> each.isAnsweredBy(next.sentNanos()))
        && current.stream().allMatch(DnsAttempt::isNegative)
        && current.stream().anyMatch(each -> each.type() == next.type())
        && isSameNameElsewhere(name(), next.name())
        && current.stream().anyMatch(each -> followsWithin(patience(next.name()), each, next));
  }

  private long patience(String next) {
    return isListExplained(name(), next) ? NEXT_EXPLAINED_NANOS : NEXT_NANOS;
  }

  /** The name without its domain, or the same two labels or more with another domain. */
  private static boolean isListExplained(String before, String after) {
    List<String> old = List.of(before.split("\\.", -1));
    List<String> now = List.of(after.split("\\.", -1));
    int same = 0;
    while (same < Math.min(old.size(), now.size()) && old.get(same).equals(now.get(same))) {
      same++;
    }
    boolean hadDomain = old.size() - same >= 2;
    return same == now.size() || same >= 2 && hadDomain;
  }

  /** The first label is known to be the same; a name of one label is not shared by chance. */
  private static boolean isSameNameElsewhere(String before, String after) {
    return !after.isEmpty() && !before.isEmpty() && !before.equals(after);
  }

  private static boolean followsWithin(long nanos, DnsAttempt answered, DnsAttempt next) {
    return answered.isAnsweredBy(next.sentNanos())
        && next.sentNanos() - answered.answerNanos() <= nanos;
  }

  DnsLookup lookup() {
    String name = name();
    List<DnsAttempt> attempts = asked.stream().map(Asked::attempt).toList();
    List<DnsMessage> answers =
        asked.stream()
            .filter(each -> each.attempt().name().equals(name))
            .flatMap(each -> each.answer().stream())
            .toList();
    long startNanos = attempts.getFirst().sentNanos();
    return new DnsLookup(
        attempts.getFirst().client().address(),
        name,
        attempts.stream().map(DnsAttempt::exchange).distinct().toList(),
        attempts,
        new TimeSpan(startNanos, Math.max(startNanos, endNanos(attempts))),
        addresses(answers),
        answers.stream().flatMapToLong(each -> each.ttlSeconds().stream()).min().orElse(-1),
        rcode(answers),
        names.stream().filter(each -> !each.equals(name)).toList(),
        -1);
  }

  private static long endNanos(List<DnsAttempt> attempts) {
    return attempts.stream()
        .mapToLong(attempt -> Math.max(attempt.sentNanos(), attempt.answerNanos()))
        .max()
        .orElse(0);
  }

  private static List<IpAddress> addresses(List<DnsMessage> answers) {
    return answers.stream()
        .flatMap(answer -> answer.answers().stream())
        .map(DnsRecord::address)
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static int rcode(List<DnsMessage> answers) {
    if (answers.isEmpty()) {
      return -1;
    }
    return answers.stream().anyMatch(answer -> answer.rcode() == DnsRcode.NOERROR)
        ? DnsRcode.NOERROR
        : answers.getLast().rcode();
  }
}
