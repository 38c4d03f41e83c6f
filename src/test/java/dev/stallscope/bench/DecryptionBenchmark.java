package dev.stallscope.bench;

import dev.stallscope.protocol.quic.PacketSealer;
import dev.stallscope.quic.PacketProtection;
import dev.stallscope.quic.QuicVersion;
import dev.stallscope.tls.KeySchedule;
import dev.stallscope.tls.RecordCipher;
import dev.stallscope.tls.RecordParts;
import dev.stallscope.tls.RecordProtection;
import dev.stallscope.tls.RecordSealer;
import dev.stallscope.tls.TlsRecord;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Opening a megabyte of protected records of TLS 1.3 or packets of QUIC, or passing over it, with
 * the derivation of their keys.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecryptionBenchmark {
  private static final int TOTAL_BYTES = 1 << 20;

  private static final byte[] CONNECTION_ID = new byte[8];
  private static final int TAIL_BYTES = 16;
  private static final int FRAMING_BYTES = 9;

  /** TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384, TLS_CHACHA20_POLY1305_SHA256. */
  @Param({"4865", "4866", "4867"})
  public int suite;

  /** Plaintext of a record: a full one, and one that a packet holds. */
  @Param({"16384", "1024"})
  public int recordBytes;

  private byte[][] records = {};
  private byte[] secret = {};
  private byte[] body = {};
  private byte[][] packets = {};
  private byte[] header = {};
  private final byte[] part = new byte[TAIL_BYTES];

  /** Seals the records. */
  @Setup
  public void seal() {
    secret = new byte[RecordCipher.of(suite).orElseThrow().hashBytes()];
    RecordSealer sealer = RecordSealer.tls13(suite, secret);
    records = new byte[TOTAL_BYTES / recordBytes][];
    for (int i = 0; i < records.length; i++) {
      byte[] record = sealer.seal(TlsRecord.APPLICATION_DATA, new byte[recordBytes]);
      records[i] = Arrays.copyOfRange(record, TlsRecord.HEADER_BYTES, record.length);
    }
    body = new byte[records[0].length];
    PacketSealer packetSealer = PacketSealer.of(QuicVersion.V1, suite, secret);
    packets = new byte[records.length][];
    for (int i = 0; i < packets.length; i++) {
      packets[i] = packetSealer.shortPacket(CONNECTION_ID, false, false, i, new byte[recordBytes]);
    }
    header = new byte[1 + CONNECTION_ID.length + Integer.BYTES];
  }

  /** Opens them in a copy, as they are opened where a record was put together. */
  @Benchmark
  public int open() {
    RecordProtection protection =
        KeySchedule.tls13(RecordCipher.of(suite).orElseThrow(), secret).orElseThrow();
    int opened = 0;
    for (byte[] record : records) {
      System.arraycopy(record, 0, body, 0, record.length);
      opened += protection.open(TlsRecord.APPLICATION_DATA, body, record.length);
    }
    return opened;
  }

  /** Finds of all but the first, which is opened, what they hold and the header of a frame. */
  @Benchmark
  public int passOver() {
    RecordProtection protection =
        KeySchedule.tls13(RecordCipher.of(suite).orElseThrow(), secret).orElseThrow();
    System.arraycopy(records[0], 0, body, 0, records[0].length);
    int opened = protection.open(TlsRecord.APPLICATION_DATA, body, records[0].length);
    RecordParts parts = protection.parts().orElseThrow();
    for (int i = 1; i < records.length; i++) {
      System.arraycopy(records[i], 0, body, 0, records[i].length);
      parts.read(body, parts.plaintextBytes(records[i].length) - TAIL_BYTES, TAIL_BYTES, part);
      parts.read(body, 0, FRAMING_BYTES, part);
      parts.pass();
      opened += part[0];
    }
    return opened;
  }

  /** Takes the protection off headers and contents, as it is done with datagrams. */
  @Benchmark
  public int openPackets() {
    PacketProtection protection =
        PacketProtection.of(RecordCipher.of(suite).orElseThrow(), QuicVersion.V1, secret)
            .orElseThrow();
    int numberAt = 1 + CONNECTION_ID.length;
    int opened = 0;
    for (int i = 0; i < packets.length; i++) {
      byte[] packet = packets[i];
      int length = protection.unmask(packet, 0, numberAt, packet.length, header);
      int sealedAt = numberAt + length;
      opened += protection.open(header, sealedAt, i, packet, sealedAt, packet.length, body);
    }
    return opened;
  }
}
