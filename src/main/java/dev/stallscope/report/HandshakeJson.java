package dev.stallscope.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stallscope.protocol.tls.TlsHandshake;
import dev.stallscope.protocol.tls.Upgrade;
import dev.stallscope.time.Nanos;
import dev.stallscope.tls.CertificateList;
import dev.stallscope.tls.CertificateSummary;
import dev.stallscope.tls.SessionTicket;
import dev.stallscope.tls.TlsVersion;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was agreed in a TLS handshake, as far as it was seen. */
final class HandshakeJson {
  private final JsonFields fields;
  private final JsonGenerator json;

  HandshakeJson(JsonFields fields) {
    this.fields = fields;
    json = fields.json();
  }

  void write(TlsHandshake handshake) throws IOException {
    json.writeStartObject();
    optional("upgradeOf", handshake.upgrade().map(Upgrade::title));
    optional("serverName", handshake.serverName());
    optional("version", handshake.version().map(TlsVersion::title));
    optional("cipher", handshake.cipher());
    optional("alpn", handshake.protocolChosen());
    json.writeStringField("kind", id(handshake.kind()));
    json.writeStringField("earlyData", id(handshake.earlyData()));
    json.writeNumberField("roundTrips", handshake.roundTrips());
    if (handshake.certificates().isPresent()) {
      CertificateList chain = handshake.certificates().get();
      json.writeNumberField("chainBytes", chain.chainBytes());
      fields.array("certificates", chain.certificates(), this::certificate);
    }
    List<SessionTicket> tickets = handshake.tickets();
    if (!tickets.isEmpty()) {
      json.writeNumberField("tickets", tickets.size());
    }
    json.writeEndObject();
  }

  private static String id(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void optional(String name, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    }
  }

  private void certificate(CertificateSummary one) throws IOException {
    json.writeStartObject();
    json.writeStringField("subject", one.subject());
    json.writeStringField("issuer", one.issuer());
    json.writeStringField("notBefore", instant(one.notBeforeNanos()));
    json.writeStringField("notAfter", instant(one.notAfterNanos()));
    json.writeNumberField("sizeBytes", one.sizeBytes());
    json.writeEndObject();
  }

  private static String instant(long epochNanos) {
    return Instant.ofEpochSecond(Math.floorDiv(epochNanos, Nanos.PER_SECOND)).toString();
  }
}
