package dev.stallscope.protocol.tls;

import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.tls.CipherSuites;
import dev.stallscope.tls.TlsRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * The client's encrypted records at the end of a TLS 1.3 handshake: certificate, verify, Finished,
 * early data before it and data behind it all look alike. The Finished is told by its length, which
 * the cipher's hash gives (STALLS T07); where none has it, the first record is taken for it.
 */
final class ClientLastFlight {
  /** Length of the record of EndOfEarlyData. */
  private static final int END_OF_EARLY_DATA_BYTES = 21;

  /** Records of a client's last flight: certificate, verify and Finished, with room for cuts. */
  private static final int MAX_PENDING = 8;

  private final HandshakeFacts facts;

  /** Records of which one is the Finished. */
  private final List<SeenRecord> pending = new ArrayList<>();

  /** What the client sent before its Finished without waiting. */
  private final List<SeenRecord> early = new ArrayList<>();

  private int finishedAt;

  ClientLastFlight(HandshakeFacts facts) {
    this.facts = facts;
  }

  /**
   * Which record was the Finished.
   *
   * @param readyNanos when the client could send data
   * @param data records that do not belong to the handshake, in order
   */
  record Resolved(SeenRecord finished, long readyNanos, List<SeenRecord> data) {}

  /** Whether there are records of which one may be the Finished. */
  boolean isOpen() {
    return !pending.isEmpty();
  }

  /**
   * Takes an encrypted record of the client.
   *
   * @return whether the Finished is among the records now
   */
  boolean take(SeenRecord record) {
    if (facts.isEarlyDataDue()) {
      early(record);
      return false;
    }
    if (isFinished(record)) {
      finishedAt = pending.size();
      pending.add(record);
      return true;
    }
    if (facts.earlyData != EarlyData.NONE) {
      early(record);
      return false;
    }
    pending.add(record);
    return pending.size() == MAX_PENDING;
  }

  /**
   * Takes a record of the client whose contents are known.
   *
   * @param isFinished whether the Finished is in it
   */
  void takeOpened(SeenRecord record, int type, boolean isFinished) {
    if (type == TlsRecord.APPLICATION_DATA) {
      early(record);
    } else if (isFinished) {
      finishedAt = pending.size();
      pending.add(record);
    }
  }

  private boolean isFinished(SeenRecord record) {
    return facts.serverHello != null
        && record.length() == CipherSuites.finishedRecordBytes(facts.serverHello.cipher());
  }

  private void early(SeenRecord record) {
    facts.earlyData = EarlyData.ACCEPTED;
    if (record.length() != END_OF_EARLY_DATA_BYTES
        && early.size() < DecodeLimits.TLS_HANDSHAKE_ENTRIES) {
      early.add(record);
    }
  }

  /** Decides, and empties the flight. Early data that were refused come again and are left out. */
  Resolved resolve() {
    SeenRecord finished = pending.get(finishedAt);
    boolean isRefused = facts.isEarlyDataRefused();
    if (facts.earlyData == EarlyData.ACCEPTED && isRefused) {
      facts.earlyData = EarlyData.REJECTED;
    }
    List<SeenRecord> data = new ArrayList<>(isRefused ? List.of() : early);
    data.addAll(pending.subList(finishedAt + 1, pending.size()));
    pending.clear();
    boolean isReadyAtOnce = facts.earlyData == EarlyData.ACCEPTED && !early.isEmpty();
    return new Resolved(
        finished, isReadyAtOnce ? early.getFirst().firstNanos() : finished.lastNanos(), data);
  }
}
