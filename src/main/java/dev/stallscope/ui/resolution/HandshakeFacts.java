package dev.stallscope.ui.resolution;

import dev.stallscope.protocol.tls.EarlyData;
import dev.stallscope.protocol.tls.TlsHandshake;
import dev.stallscope.report.SizeText;
import dev.stallscope.time.DurationText;
import dev.stallscope.time.Nanos;
import dev.stallscope.tls.CertificateList;
import dev.stallscope.tls.CertificateSummary;
import dev.stallscope.tls.SessionTicket;
import dev.stallscope.tls.TlsVersion;
import dev.stallscope.ui.control.Fact;
import dev.stallscope.ui.text.Texts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was agreed in a handshake and what it cost. */
final class HandshakeFacts {
  private final Step.Handshake step;
  private final TlsHandshake handshake;
  private final List<Fact> facts = new ArrayList<>();

  private HandshakeFacts(Step.Handshake step, TlsHandshake handshake) {
    this.step = step;
    this.handshake = handshake;
  }

  static List<Fact> of(Step.Handshake step, TlsHandshake handshake) {
    HandshakeFacts facts = new HandshakeFacts(step, handshake);
    facts.facts.addAll(HandshakeCost.of(step));
    facts.failure();
    facts.agreed();
    facts.facts.addAll(HandshakeCost.content(step));
    facts.certificates();
    facts.tickets();
    return List.copyOf(facts.facts);
  }

  private void failure() {
    handshake.fatalAlert().ifPresent(sent -> facts.add(Fact.lost("failed", sent.alert().title())));
  }

  private void agreed() {
    handshake
        .upgrade()
        .ifPresent(upgrade -> add("upgrade", Texts.of("fact.upgrade-value", upgrade.title())));
    add("version", handshake.version().map(TlsVersion::title).orElse(unseen()));
    add("cipher", handshake.cipher().orElse(unseen()));
    add("alpn", alpn());
    add("resumption", resumption());
    if (handshake.isHelloRetry()) {
      add("hello-retry", Texts.of("fact.hello-retry-value"));
    }
    if (handshake.earlyData() != EarlyData.NONE) {
      add("early-data", word("early-data.", handshake.earlyData().name()));
    }
  }

  private String alpn() {
    List<String> offered = handshake.protocolsOffered();
    if (handshake.protocolChosen().isPresent()) {
      return handshake.protocolChosen().get();
    }
    if (offered.isEmpty()) {
      return Texts.of("fact.alpn-none");
    }
    String list = String.join(", ", offered);
    return Texts.of(isHidden() ? "fact.alpn-hidden" : "fact.alpn-refused", list);
  }

  private String resumption() {
    String kind = word("handshake.", handshake.kind().name());
    boolean isRefused = handshake.offersResumption() && !handshake.kind().isResumed();
    return isRefused ? Texts.of("fact.resumption-refused", kind) : kind;
  }

  private void certificates() {
    Optional<CertificateList> chain = handshake.certificates();
    if (chain.isEmpty()) {
      add("certificate", Texts.of(isHidden() ? "fact.encrypted" : "fact.none"));
      return;
    }
    add(
        "chain",
        Texts.of("fact.chain-value", chain.get().count(), SizeText.of(chain.get().chainBytes())));
    List<CertificateSummary> certificates = chain.get().certificates();
    certificates.stream().findFirst().ifPresent(this::certificate);
    certificates.stream().skip(1).forEach(this::issuing);
    add("stapled", Texts.of(handshake.isStapled() ? "fact.yes" : "fact.no"));
  }

  /** A certificate that vouches for the one before. */
  private void issuing(CertificateSummary one) {
    add(
        "issuing",
        Texts.of("fact.issuing-value", one.subject(), SizeText.of(one.sizeBytes()), until(one)));
  }

  private void tickets() {
    List<SessionTicket> tickets = handshake.tickets();
    if (!tickets.isEmpty()) {
      SessionTicket first = tickets.getFirst();
      String lifetime = DurationText.of(first.lifetimeSeconds() * Nanos.PER_SECOND);
      add(
          "tickets",
          first.earlyDataBytes() == 0
              ? Texts.of("fact.tickets-value", tickets.size(), lifetime)
              : Texts.of(
                  "fact.tickets-early",
                  tickets.size(),
                  lifetime,
                  SizeText.of(first.earlyDataBytes())));
    }
  }

  private void certificate(CertificateSummary own) {
    add("certificate", own.subject());
    add("issuer", own.issuer());
    add("key", own.keyBits() < 0 ? own.keyAlgorithm() : own.keyAlgorithm() + " " + own.keyBits());
    add("size", SizeText.of(own.sizeBytes()));
    add("valid", until(own));
  }

  private String until(CertificateSummary one) {
    LocalDate last = date(one.notAfterNanos());
    boolean isOver = one.notAfterNanos() < step.span().startNanos();
    return isOver ? Texts.of("fact.expired", last) : last.toString();
  }

  private static LocalDate date(long epochNanos) {
    return Instant.ofEpochSecond(Math.floorDiv(epochNanos, Nanos.PER_SECOND))
        .atZone(ZoneOffset.UTC)
        .toLocalDate();
  }

  /** Whether TLS 1.3 hides what is not seen, for want of keys. */
  private boolean isHidden() {
    return handshake.version().map(TlsVersion::isTls13).orElse(false)
        && handshake.encryptedExtensions().isEmpty();
  }

  private static String word(String prefix, String name) {
    return Texts.of(prefix + name.toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static String unseen() {
    return Texts.of("fact.unseen");
  }

  private void add(String id, String value) {
    facts.add(Fact.of(id, value));
  }
}
