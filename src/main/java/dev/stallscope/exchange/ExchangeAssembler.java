package dev.stallscope.exchange;

import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.Vantage;
import dev.stallscope.protocol.SetupMessage;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes exchanges of what was said: pairs messages, adds the openings of connections and their
 * handshakes, and links what waited for what. Knows no protocol.
 */
public final class ExchangeAssembler {
  private final List<ExchangeDraft> drafts = new ArrayList<>();

  /** Connections whose server is the capturing host. */
  private final BitSet servedHere = new BitSet();

  private final Map<Integer, List<ExchangeDraft>> byConnection = new HashMap<>();

  private ExchangeAssembler() {}

  /**
   * Assembles the exchanges of a capture.
   *
   * @param connections all TCP connections, by id
   * @param conversations what was said on them, on other connections and on datagram flows
   */
  public static AssembledExchanges assemble(
      List<TcpConnection> connections, List<Conversation> conversations) {
    ExchangeAssembler assembler = new ExchangeAssembler();
    for (TcpConnection connection : connections) {
      if (connection.vantage() == Vantage.NEAR_SERVER) {
        assembler.servedHere.set(connection.id());
      }
      ConnectExchanges.of(connection).ifPresent(assembler::add);
    }
    for (Conversation conversation : conversations) {
      assembler.add(conversation);
    }
    return assembler.link(connections);
  }

  private void add(Conversation conversation) {
    for (SetupMessage setup : conversation.setups()) {
      add(handshake(conversation, setup));
    }
    List<ExchangeDraft> paired = MessagePairing.pair(conversation);
    RequestPhases.set(paired);
    paired.forEach(this::add);
  }

  private void add(ExchangeDraft draft) {
    drafts.add(draft);
    if (draft.connection >= 0) {
      byConnection.computeIfAbsent(draft.connection, _ -> new ArrayList<>()).add(draft);
    }
  }

  private static ExchangeDraft handshake(Conversation conversation, SetupMessage setup) {
    ExchangeDraft draft =
        new ExchangeDraft(
            ExchangeKind.TLS,
            conversation.connection(),
            conversation.client(),
            conversation.server(),
            setup.protocol(),
            setup.startNanos(),
            setup.endNanos());
    draft.label = setup.content().label();
    draft.status = setup.content().status();
    draft.isFailed = setup.content().isFailure();
    draft.setup = setup;
    draft.opensConnection = setup.opensConnection();
    draft.ownPhases = phases(setup, draft.endNanos);
    return draft;
  }

  private static List<PhaseTimings.Timing> phases(SetupMessage setup, long endNanos) {
    long secureNanos = Math.clamp(setup.connectedNanos(), setup.startNanos(), endNanos);
    List<PhaseTimings.Timing> phases = new ArrayList<>(2);
    if (secureNanos > setup.startNanos()) {
      phases.add(
          new PhaseTimings.Timing(Phase.CONNECT, new TimeSpan(setup.startNanos(), secureNanos)));
    }
    if (endNanos > secureNanos || phases.isEmpty()) {
      phases.add(new PhaseTimings.Timing(Phase.TLS, new TimeSpan(secureNanos, endNanos)));
    }
    return phases;
  }

  private AssembledExchanges link(List<TcpConnection> connections) {
    drafts.sort(
        Comparator.comparingLong((ExchangeDraft draft) -> draft.ownStartNanos)
            .thenComparing(draft -> draft.kind)
            .thenComparingInt(draft -> draft.connection));
    Map<String, String> labels = new HashMap<>();
    Map<Optional<String>, Optional<String>> outcomes = new HashMap<>();
    for (int id = 0; id < drafts.size(); id++) {
      drafts.get(id).id = id;
      drafts.get(id).shareTexts(labels, outcomes);
    }
    List<DnsLookup> lookups = DnsLookupFinder.find(exchanges(ExchangeKind.DNS));
    SetUpLinker linker =
        new SetUpLinker(
            new LookupIndex(lookups),
            new ConnectAttempts(ofKind(ExchangeKind.CONNECT), usedConnections()::get));
    byConnection.values().stream()
        .sorted(Comparator.comparingInt(list -> list.getFirst().id))
        .forEach(linker::link);
    GivenUpRequests.endAtSecondAttempt(ofKind(ExchangeKind.REQUEST), connections);
    GivenUpAnswers.endAtClose(ofKind(ExchangeKind.REQUEST), connections);
    UnansweredConnects.endAtNextAttempt(ofKind(ExchangeKind.CONNECT), connections);
    ParentFinder.link(ofKind(ExchangeKind.REQUEST), servedHere);
    List<DnsLookup> linked = new ArrayList<>(lookups);
    linker
        .linkedLookups()
        .forEach(
            (index, lookup) -> {
              linked.set(index, lookup);
              lookup.queries().forEach(query -> drafts.get(query).parent = lookup.parent());
            });
    return new AssembledExchanges(
        drafts.stream().map(ExchangeDraft::toExchange).toList(), List.copyOf(linked));
  }

  private List<ExchangeDraft> ofKind(ExchangeKind kind) {
    return drafts.stream().filter(draft -> draft.kind == kind).toList();
  }

  private List<Exchange> exchanges(ExchangeKind kind) {
    return ofKind(kind).stream().map(ExchangeDraft::toExchange).toList();
  }

  private BitSet usedConnections() {
    BitSet used = new BitSet();
    for (ExchangeDraft draft : drafts) {
      if (draft.kind == ExchangeKind.REQUEST && draft.connection >= 0) {
        used.set(draft.connection);
      }
    }
    return used;
  }
}
