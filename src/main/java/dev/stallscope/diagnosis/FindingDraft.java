package dev.stallscope.diagnosis;

import dev.stallscope.measure.StallCause;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A finding while a rule writes it.
 *
 * <p>Numbers come into the text only by the name of their evidence: {@code "The client did not read
 * for {longest wait}"} takes the value of the evidence named "longest wait".
 */
public final class FindingDraft {
  /**
   * More packets than this prove nothing more: a person looks at the worst and one or two others.
   */
  static final int MAX_PROOFS = 8;

  private final RuleInfo rule;
  private final Party party;
  private final List<Evidence> evidence = new ArrayList<>();
  private final Map<String, String> words = new HashMap<>();
  private final List<String> advice = new ArrayList<>();
  private final List<TimeClaim> claims = new ArrayList<>();
  private final Set<StallCause> causes = EnumSet.noneOf(StallCause.class);
  private final Set<Integer> connections = new TreeSet<>();
  private final Set<Integer> exchanges = new TreeSet<>();
  private final Set<Integer> packets = new LinkedHashSet<>();
  private long startNanos = Long.MAX_VALUE;
  private long endNanos = Long.MIN_VALUE;
  private double confidence = 1;
  private Severity atLeast = Severity.INFO;
  private Severity atMost = Severity.CRITICAL;

  public FindingDraft(RuleInfo rule, Party party) {
    this.rule = rule;
    this.party = party;
    StallCause.ofRule(rule.id()).ifPresent(causes::add);
  }

  /** Adds evidence; its packets prove the finding. Nameable in the text. */
  public FindingDraft evidence(Evidence... more) {
    for (Evidence one : more) {
      evidence.add(one);
      packets(one.packets());
    }
    return this;
  }

  /** Names a word that the text may use like evidence: who, which side. Never a number. */
  public FindingDraft word(String name, String word) {
    words.put(name, word);
    return this;
  }

  /** What to do, concrete settings first. Words can be named; other braces stay, as in code. */
  public FindingDraft advice(String... lines) {
    advice.addAll(List.of(lines));
    return this;
  }

  /** Takes over the waits' time, connections, exchanges, packets and confidence. */
  public FindingDraft waits(WaitGroup group) {
    for (Wait wait : group.waits()) {
      claim(wait.claim());
      if (!wait.cause().isBlameless()) {
        causes.add(wait.cause());
      }
    }
    confidence = Math.min(confidence, group.confidence());
    return packets(group.packets());
  }

  /** Claims time; its connection and exchange belong to the finding. */
  public FindingDraft claim(TimeClaim claim) {
    if (claim.lostNanos() > 0) {
      claims.add(claim);
    }
    if (claim.connection() >= 0) {
      connection(claim.connection());
    }
    if (claim.exchange() >= 0) {
      exchange(claim.exchange());
    }
    return span(claim.span());
  }

  public FindingDraft connection(int id) {
    connections.add(id);
    return this;
  }

  public FindingDraft exchange(int id) {
    exchanges.add(id);
    return this;
  }

  /** Adds packets by importance; indexes from 0, negative ones are left out. */
  public FindingDraft packets(Collection<Integer> indexes) {
    for (int index : indexes) {
      packet(index);
    }
    return this;
  }

  public FindingDraft packet(int index) {
    if (index >= 0 && packets.size() < 2 * MAX_PROOFS) {
      packets.add(index);
    }
    return this;
  }

  /** Widens the finding's span. */
  public FindingDraft span(TimeSpan span) {
    startNanos = Math.min(startNanos, span.startNanos());
    endNanos = Math.max(endNanos, span.endNanos());
    return this;
  }

  /** 0 to 1; the lowest that was given counts. */
  public FindingDraft confidence(double value) {
    confidence = Math.min(confidence, value);
    return this;
  }

  /** A floor: for what failed, and for captures that forbid a judgement. */
  public FindingDraft atLeast(Severity severity) {
    atLeast = severity;
    return this;
  }

  /** A ceiling: for what is usual on a healthy path. */
  public FindingDraft atMost(Severity severity) {
    atMost = severity;
    return this;
  }

  /**
   * The finding.
   *
   * @param title one line with its main number; {@code {name}} stands for the value of that
   *     evidence
   * @param explanation what happened, two sentences, likewise
   * @throws IllegalArgumentException if a text names evidence or a word that is not there
   */
  public Finding finding(String title, String explanation) {
    if (startNanos > endNanos) {
      throw new IllegalStateException(rule.id() + " has no span");
    }
    Cost cost = new Cost(claims, atLeast, atMost);
    TimeSpan span = new TimeSpan(startNanos, endNanos);
    return new Finding(
        rule,
        cost.bounded(Severity.of(cost.lostNanos(), span.durationNanos())),
        party,
        filled(title),
        filled(explanation),
        cost.lostNanos(),
        span,
        List.copyOf(connections),
        List.copyOf(exchanges),
        List.copyOf(packets),
        evidence,
        advice.stream().map(this::withWords).toList(),
        confidence,
        causes,
        cost);
  }

  private String filled(String template) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
      int close = template.indexOf('}', open);
      if (close < 0) {
        throw new IllegalArgumentException("no closing brace: " + template);
      }
      text.append(template, from, open).append(value(template.substring(open + 1, close)));
      from = close + 1;
    }
    return text.append(template, from, template.length()).toString();
  }

  private String withWords(String line) {
    String text = line;
    for (Map.Entry<String, String> word : words.entrySet()) {
      text = text.replace("{" + word.getKey() + "}", word.getValue());
    }
    return text;
  }

  private String value(String name) {
    String word = words.get(name);
    if (word != null) {
      return word;
    }
    for (Evidence one : evidence) {
      if (one.name().equals(name)) {
        return one.value();
      }
    }
    throw new IllegalArgumentException(rule.id() + " has no evidence named " + name);
  }
}
