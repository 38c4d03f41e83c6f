package dev.stallscope.packet;

import dev.stallscope.bytes.Bytes;

/**
 * What is left of a packet from the layer being read inwards. One object per decoder, moved along
 * the headers of every packet: fields are plain, as in {@link PacketCursor}.
 *
 * <p>Two lengths are kept apart: what the wire had, and what the capture kept of it. Nothing is
 * read past the latter; positions given to the reads are relative to the layer.
 */
final class LayerBytes {
  byte[] bytes = new byte[0];
  int offset;

  /** Bytes that can be read from {@link #offset}. */
  int captured;

  /** Bytes that the wire had from {@link #offset}. */
  int wire;

  /** Whether a length field says so, and not only the size of the frame. */
  private boolean isBounded;

  private final AnomalyLog anomalies;
  private int packet;

  LayerBytes(AnomalyLog anomalies) {
    this.anomalies = anomalies;
  }

  void start(byte[] bytes, int offset, int captured, int wire, int packet) {
    this.packet = packet;
    replace(bytes, offset, captured, wire);
    isBounded = false;
  }

  /** Goes on with other bytes for the same packet: those of a reassembled datagram. */
  void replace(byte[] bytes, int offset, int captured, int wire) {
    this.bytes = bytes;
    this.offset = offset;
    this.captured = captured;
    this.wire = wire;
    isBounded = true;
  }

  int u8(int at) {
    return Bytes.u8(bytes, offset + at);
  }

  int u16(int at) {
    return Bytes.u16(bytes, offset + at);
  }

  int i32(int at) {
    return Bytes.i32(bytes, offset + at);
  }

  long u32(int at) {
    return Bytes.u32(bytes, offset + at);
  }

  long i64(int at) {
    return Bytes.i64(bytes, offset + at);
  }

  int u16Le(int at) {
    return Bytes.u16Le(bytes, offset + at);
  }

  int i32Le(int at) {
    return Bytes.i32Le(bytes, offset + at);
  }

  boolean has(int size) {
    return captured >= size;
  }

  /**
   * Whether fewer than {@code size} bytes can be read. That is an anomaly only where the wire had
   * fewer, too; otherwise the snap length cut them.
   */
  boolean lacks(int size, String layer) {
    if (captured >= size) {
      return false;
    }
    if (wire < size) {
      report(Anomaly.Kind.TRUNCATED, layer, 0, size, wire);
    }
    return true;
  }

  /** Leaves {@code size} bytes behind, as many as there are. */
  void skip(int size) {
    int kept = Math.min(size, captured);
    offset += kept;
    captured -= kept;
    wire = Math.max(0, wire - size);
  }

  /**
   * Takes the length that a header gives.
   *
   * <p>It may be greater than the frame, since tools that cut packets often write the cut length as
   * the original one: the header knows. It may not be greater than what a header around it says.
   */
  void limit(int size, String layer) {
    if (size > wire) {
      report(Anomaly.Kind.TRUNCATED, layer, 0, size, wire);
    }
    if (size <= wire || !isBounded) {
      wire = size;
      captured = Math.min(captured, size);
    }
    isBounded = true;
  }

  void report(Anomaly.Kind kind, String layer, long at, long required, long available) {
    anomalies.add(kind, packet, layer, at, required, available);
  }
}
