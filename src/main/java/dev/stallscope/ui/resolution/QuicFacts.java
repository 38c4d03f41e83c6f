package dev.stallscope.ui.resolution;

import dev.stallscope.protocol.quic.QuicHandshake;
import dev.stallscope.quic.QuicVersion;
import dev.stallscope.quic.TransportParameters;
import dev.stallscope.report.SizeText;
import dev.stallscope.ui.control.Fact;
import dev.stallscope.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What was agreed in a handshake that opens a connection over datagrams, and what it cost. */
final class QuicFacts {
  private final QuicHandshake handshake;
  private final List<Fact> facts = new ArrayList<>();

  private QuicFacts(QuicHandshake handshake) {
    this.handshake = handshake;
  }

  static List<Fact> of(Step.Handshake step, QuicHandshake handshake) {
    QuicFacts facts = new QuicFacts(handshake);
    facts.facts.addAll(HandshakeCost.of(step));
    facts.outcome();
    facts.detours();
    facts.agreed();
    facts.allowed();
    facts.facts.addAll(HandshakeCost.content(step));
    return List.copyOf(facts.facts);
  }

  private void outcome() {
    switch (handshake.outcome()) {
      case FAILED -> facts.add(Fact.lost("failed", handshake.status().orElse("")));
      case UNANSWERED -> facts.add(Fact.lost("failed", Texts.of("fact.unanswered")));
      case COMPLETE, INCOMPLETE -> {}
    }
    if (handshake.clientDatagrams() > 1) {
      add("client-packets", Integer.toString(handshake.clientDatagrams()));
    }
  }

  /** What took a round trip more than is needed. */
  private void detours() {
    if (!handshake.versionsOffered().isEmpty()) {
      add(
          "versions",
          handshake.versionsOffered().stream()
              .map(QuicVersion::title)
              .collect(Collectors.joining(", ")));
    }
    if (handshake.isRetried()) {
      add("address-check", Texts.of("fact.address-check-value"));
    }
    if (handshake.isHelloRetried()) {
      add("hello-retry", Texts.of("fact.hello-retry-value"));
    }
  }

  private void agreed() {
    add("version", QuicVersion.title(handshake.version()));
    add("cipher", handshake.cipher().orElse(Texts.of("fact.unseen")));
    List<String> offered = handshake.protocolsOffered();
    add(
        "alpn",
        handshake
            .protocolChosen()
            .orElse(
                offered.isEmpty()
                    ? Texts.of("fact.alpn-none")
                    : Texts.of("fact.alpn-hidden", String.join(", ", offered))));
    if (handshake.hasEarlyData()) {
      add("early-data", Texts.of("fact.early-data-sent"));
    }
  }

  /** What each side let the other send before it allowed more, as far as requests go. */
  private void allowed() {
    TransportParameters client = handshake.clientAllows();
    if (client.isKnown()) {
      add(
          "client-allows",
          Texts.of(
              "fact.client-allows-value",
              SizeText.of(client.maxDataBytes()),
              SizeText.of(client.ownStreamBytes())));
    }
    TransportParameters server = handshake.serverAllows();
    if (server.isKnown()) {
      add(
          "server-allows",
          Texts.of(
              "fact.server-allows-value",
              SizeText.of(server.maxDataBytes()),
              SizeText.of(server.peerStreamBytes()),
              server.maxStreams()));
    }
  }

  private void add(String id, String value) {
    facts.add(Fact.of(id, value));
  }
}
