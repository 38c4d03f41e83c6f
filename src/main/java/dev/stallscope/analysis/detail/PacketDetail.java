package dev.stallscope.analysis.detail;

import java.util.List;

/**
 * One packet, decoded for a person: its headers with their fields, and its bytes for a hex view.
 * Unless they were to be revealed, secrets in text are overwritten in both.
 */
public final class PacketDetail {
  private final PacketRow row;
  private final List<PacketField> headers;
  private final byte[] bytes;

  PacketDetail(PacketRow row, List<PacketField> headers, byte[] bytes) {
    this.row = row;
    this.headers = List.copyOf(headers);
    this.bytes = bytes;
  }

  /** Its line in the list of packets. */
  public PacketRow row() {
    return row;
  }

  /** From the link layer inwards. */
  public List<PacketField> headers() {
    return headers;
  }

  /** What the capture kept; lent, not to be changed. */
  public byte[] bytes() {
    return bytes;
  }
}
