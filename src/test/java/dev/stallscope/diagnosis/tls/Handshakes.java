package dev.stallscope.diagnosis.tls;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.protocol.tls.EarlyData;
import dev.stallscope.protocol.tls.HandshakeKind;
import dev.stallscope.protocol.tls.HandshakeOutcome;
import dev.stallscope.protocol.tls.TlsHandshake;
import dev.stallscope.tls.CertificateList;
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
        connection, start, end, content(kind, earlyData, outcome, Optional.empty()));
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
        content(HandshakeKind.FULL, EarlyData.NONE, HandshakeOutcome.COMPLETE, Optional.of(chain)));
  }

  private static TlsHandshake content(
      HandshakeKind kind,
      EarlyData earlyData,
      HandshakeOutcome outcome,
      Optional<CertificateList> certificates) {
    return new TlsHandshake(
        Optional.empty(),
        Optional.empty(),
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
        List.of(),
        List.of(),
        outcome);
  }
}
