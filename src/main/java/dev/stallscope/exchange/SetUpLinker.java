package dev.stallscope.exchange;

import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Charges every set-up once to the request that waited for it: the lookup that gave the address,
 * the attempts to connect that came to nothing, the connection and its handshakes. A set-up that
 * nobody waited for stands alone: a connection opened ahead, a name resolved in advance.
 */
final class SetUpLinker {
  /**
   * A request that comes later than this after its set-up did not wait for it: it was opened ahead.
   */
  static final long OPENED_AHEAD_NANOS = Nanos.PER_SECOND;

  /** A SYN this soon after the lookup waited for it (STALLS 5.1). */
  static final long WAITED_FOR_LOOKUP_NANOS = Nanos.ofMillis(10);

  private final LookupIndex lookups;
  private final ConnectAttempts attempts;
  private final Map<Integer, DnsLookup> linked = new HashMap<>();

  SetUpLinker(LookupIndex lookups, ConnectAttempts attempts) {
    this.lookups = lookups;
    this.attempts = attempts;
  }

  /** The lookups that an exchange waited for, each with that one, by index in the list given. */
  Map<Integer, DnsLookup> linkedLookups() {
    return linked;
  }

  /**
   * Links the set-ups of one connection.
   *
   * @param drafts all exchanges of the connection
   */
  void link(List<ExchangeDraft> drafts) {
    List<ExchangeDraft> waiters =
        drafts.stream()
            .filter(draft -> !isSetUp(draft))
            .sorted(Comparator.comparingLong(draft -> draft.ownStartNanos))
            .toList();
    Map<ExchangeDraft, List<ExchangeDraft>> chains = new HashMap<>();
    for (ExchangeDraft setUp : drafts) {
      if (isSetUp(setUp) && !setUp.isFailed) {
        ExchangeDraft waiting = firstFrom(waiters, setUp.ownStartNanos);
        if (waiting != null) {
          chains.computeIfAbsent(waiting, _ -> new ArrayList<>()).add(setUp);
        }
      }
    }
    chains.forEach(this::charge);
  }

  private void charge(ExchangeDraft request, List<ExchangeDraft> setUps) {
    setUps.sort(Comparator.comparingLong(setUp -> setUp.ownStartNanos));
    if (request.ownStartNanos - setUps.getLast().endNanos > OPENED_AHEAD_NANOS) {
      return;
    }
    ExchangeDraft first = setUps.getFirst();
    long startNanos = first.ownStartNanos;
    if (first.opensConnection) {
      // A query over TCP goes to a resolver: its address did not come from a lookup.
      LookupIndex.Entry lookup = request.kind == ExchangeKind.DNS ? null : lookups.latest(first);
      List<ExchangeDraft> former = attempts.before(first, lookup);
      long attemptNanos = former.isEmpty() ? startNanos : former.getFirst().ownStartNanos;
      startNanos = attemptNanos;
      DnsLookup waitedFor = lookup == null ? null : waitedFor(lookup, attemptNanos);
      if (lookup != null && waitedFor != null) {
        startNanos = Math.min(startNanos, waitedFor.span().startNanos());
        linked.put(lookup.index(), waitedFor.withParent(request.id));
      }
      SetUpChain chain = new SetUpChain(startNanos, request.ownStartNanos);
      if (waitedFor != null) {
        chain.add(Phase.DNS, startNanos, Math.min(waitedFor.span().endNanos(), attemptNanos));
      }
      for (ExchangeDraft attempt : former) {
        attempt.parent = request.id;
        chain.add(Phase.CONNECT, attempt.ownStartNanos, first.ownStartNanos);
      }
      finish(chain, request, setUps);
    } else {
      finish(new SetUpChain(startNanos, request.ownStartNanos), request, setUps);
    }
  }

  private static void finish(SetUpChain chain, ExchangeDraft request, List<ExchangeDraft> setUps) {
    for (ExchangeDraft setUp : setUps) {
      setUp.parent = request.id;
      for (Timing phase : setUp.ownPhases) {
        chain.add(phase.phase(), phase.span().startNanos(), phase.span().endNanos());
      }
    }
    request.setUpPhases.addAll(chain.finish());
  }

  /** The lookup as far as a connection waited for it, null where it did not. */
  private @Nullable DnsLookup waitedFor(LookupIndex.Entry entry, long synNanos) {
    DnsLookup lookup = entry.lookup();
    if (linked.containsKey(entry.index())) {
      return null;
    }
    if (synNanos - lookup.span().endNanos() <= WAITED_FOR_LOOKUP_NANOS) {
      return lookup;
    }
    return GivenUpQueries.isGivenUpAt(lookup, synNanos) ? lookup.givenUpAt(synNanos) : null;
  }

  private static boolean isSetUp(ExchangeDraft draft) {
    return draft.kind == ExchangeKind.CONNECT || draft.kind == ExchangeKind.TLS;
  }

  private static @Nullable ExchangeDraft firstFrom(List<ExchangeDraft> requests, long startNanos) {
    for (ExchangeDraft request : requests) {
      if (request.ownStartNanos >= startNanos) {
        return request;
      }
    }
    return null;
  }
}
