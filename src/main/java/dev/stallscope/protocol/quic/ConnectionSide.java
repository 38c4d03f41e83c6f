package dev.stallscope.protocol.quic;

import dev.stallscope.protocol.DatagramConnection.Traffic;

/** What one side of a connection has sent, as far as headers tell. */
final class ConnectionSide {
  private static final int SPIN = 0x20;

  private final SpinBit spin = new SpinBit();
  private final JoinedDatagrams joined = new JoinedDatagrams();
  private int datagrams;
  private long bytes;

  void datagram(int wireBytes) {
    datagrams++;
    bytes += wireBytes;
  }

  void shortHeader(int firstByte, long epochNanos) {
    spin.packet((firstByte & SPIN) != 0, epochNanos);
  }

  JoinedDatagrams joined() {
    return joined;
  }

  SpinBit spin() {
    return spin;
  }

  /** What it sent, with how much of it was lost; -1 where that is not known. */
  Traffic traffic(int lost) {
    return new Traffic(datagrams, bytes, lost);
  }
}
