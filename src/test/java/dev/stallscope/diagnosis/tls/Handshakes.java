package dev.stallscope.diagnosis.tls;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.tls.EarlyData;
import dev.stallscope.protocol.tls.HandshakeKind;
import dev.stallscope.protocol.tls.HandshakeOutcome;
import dev.stallscope.protocol.tls.TlsHandshake;
import dev.stallscope.protocol.tls.TlsHandshake.SentAlert;
import dev.stallscope.tls.CertificateList;
import dev.stallscope.tls.CertificateSummary;
import dev.stallscope.tls.ClientHello;
import dev.stallscope.tls.TlsAlert;
import dev.stallscope.tls.TlsBytes;
import java.util.List;
import java.util.Optional;

/** TLS handshakes for rule tests. */
final class Handshakes {
  private Handshakes() {}

  /** A full handshake that succeeded. */
  static int add(MeasurementsFixture fixture, ConnectionDraft connection, long start, long end) {
    return add(
        fixture,
        connection,
        start,
        end,
        HandshakeKind.FULL,
        EarlyData.NONE,
        HandshakeOutcome.COMPLETE);
  }

  static int add(
      MeasurementsFixture fixture,
      ConnectionDraft connection,
      long start,
      long end,
      HandshakeKind kind,
      EarlyData earlyData,
      HandshakeOutcome outcome) {
    return fixture.handshake(
        connection, start, end, content(kind, earlyData, outcome, Optional.empty(), List.of()));
  }

  /** A full handshake whose certificates were seen. */
  static int add(
      MeasurementsFixture fixture,
      ConnectionDraft connection,
      long start,
      long end,
      CertificateList chain) {
    return fixture.handshake(
        connection,
        start,
        end,
        content(
            HandshakeKind.FULL,
            EarlyData.NONE,
            HandshakeOutcome.COMPLETE,
            Optional.of(chain),
            List.of()));
  }

  /** A full handshake with a server whose certificate is for some names. */
  static int named(
      MeasurementsFixture fixture, ConnectionDraft connection, String asked, String... names) {
    byte[] hello = TlsBytes.clientHello("", TlsBytes.serverName(asked));
    CertificateSummary own =
        new CertificateSummary("x", "y", List.of(names), 0, 1, "EC", 256, "none", 600);
    return fixture.handshake(
        connection,
        100,
        180,
        content(
            HandshakeKind.FULL,
            EarlyData.NONE,
            HandshakeOutcome.COMPLETE,
            ClientHello.parse(hello, 0, hello.length),
            Optional.of(new CertificateList(List.of(own), 1, 600)),
            List.of()));
  }

  /** One that an alert ended. */
  static int refused(
      MeasurementsFixture fixture, ConnectionDraft connection, Direction by, TlsAlert alert) {
    return fixture.handshake(
        connection,
        100,
        180,
        content(
            HandshakeKind.UNKNOWN,
            EarlyData.NONE,
            HandshakeOutcome.FAILED,
            Optional.empty(),
            List.of(new SentAlert(by, alert, 0, 9))));
  }

  private static TlsHandshake content(
      HandshakeKind kind,
      EarlyData earlyData,
      HandshakeOutcome outcome,
      Optional<CertificateList> certificates,
      List<SentAlert> alerts) {
    return content(kind, earlyData, outcome, Optional.empty(), certificates, alerts);
  }

  private static TlsHandshake content(
      HandshakeKind kind,
      EarlyData earlyData,
      HandshakeOutcome outcome,
      Optional<ClientHello> hello,
      Optional<CertificateList> certificates,
      List<SentAlert> alerts) {
    return new TlsHandshake(
        Optional.empty(),
        hello,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        certificates,
        false,
        kind,
        earlyData,
        false,
        List.of(),
        1,
        -1,
        -1,
        alerts,
        List.of(),
        outcome);
  }
}
