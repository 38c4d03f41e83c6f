package dev.stallscope.ui.resolution;

import dev.stallscope.exchange.DnsAttempt;
import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.dns.DnsRcode;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.control.Fact;
import dev.stallscope.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a lookup found and what it cost. */
final class LookupFacts {
  private static final int MAX_ADDRESSES = 8;

  private final DnsLookup lookup;
  private final List<Fact> facts = new ArrayList<>();

  private LookupFacts(DnsLookup lookup) {
    this.lookup = lookup;
  }

  static List<Fact> of(Step.Lookup step) {
    LookupFacts facts = new LookupFacts(step.lookup());
    facts.cost(step.span().durationNanos(), step.lostNanos());
    facts.answers();
    facts.detours();
    return List.copyOf(facts.facts);
  }

  private void cost(long took, long lost) {
    add("time", DurationText.of(took));
    if (lost > 0) {
      facts.add(Fact.lost("avoidable", DurationText.of(lost)));
      add("best", DurationText.of(took - lost));
    } else {
      add("avoidable", Texts.of("fact.nothing-avoidable"));
    }
  }

  private void answers() {
    add(
        "answer",
        lookup.isAnswered() ? DnsRcode.title(lookup.rcode()) : Texts.of("fact.no-answer"));
    if (!lookup.addresses().isEmpty()) {
      add("addresses", addresses());
    }
    if (lookup.ttlSeconds() >= 0) {
      add("ttl", Texts.of("fact.ttl-value", lookup.ttlSeconds()));
    }
    add("servers", join(lookup.attempts().stream().map(one -> one.server().toString()).toList()));
  }

  private String addresses() {
    List<IpAddress> all = lookup.addresses();
    String some =
        all.stream()
            .limit(MAX_ADDRESSES)
            .map(IpAddress::toString)
            .collect(Collectors.joining(", "));
    int more = all.size() - MAX_ADDRESSES;
    return more > 0 ? Texts.of("fact.and-more", some, more) : some;
  }

  private void detours() {
    int sent = lookup.attempts().size();
    long answered = lookup.attempts().stream().filter(DnsAttempt::isAnswered).count();
    long again = lookup.attempts().stream().filter(DnsAttempt::isRetry).count();
    add("queries", Texts.of("fact.queries-value", sent, answered, again));
    if (!lookup.searched().isEmpty()) {
      add("searched", join(lookup.searched()));
    }
    if (lookup.aliases() > 0) {
      add("aliases", Texts.of("fact.aliases-value", lookup.aliases()));
    }
    if (lookup.fellBackToTcp()) {
      add("tcp", Texts.of("fact.tcp-value"));
    }
  }

  private static String join(List<String> texts) {
    return texts.stream().distinct().limit(MAX_ADDRESSES).collect(Collectors.joining(", "));
  }

  private void add(String id, String value) {
    facts.add(Fact.of(id, value));
  }
}
