package dev.stallscope.flow.tcp;
final class TraceReplay implements TcpReplay {
  TraceReplay(ConnectionTrace t) {}
  public boolean next() { return false; }
  public int row() { return 0; }
  public long highest(dev.stallscope.net.Direction d) { return -1; }
  public long acknowledged(dev.stallscope.net.Direction d) { return -1; }
  public long sackedBytes(dev.stallscope.net.Direction d) { return -1; }
  public long inFlightBytes(dev.stallscope.net.Direction d) { return -1; }
  public long windowBytes(dev.stallscope.net.Direction d) { return -1; }
  public long windowEdge(dev.stallscope.net.Direction d) { return -1; }
  public int duplicateAcks(dev.stallscope.net.Direction d) { return -1; }
  public boolean isRecovering(dev.stallscope.net.Direction d) { return false; }
  public long minRoundTripNanos() { return -1; }
  public long smoothedRoundTripNanos() { return -1; }
  public long retransmissionTimeoutNanos() { return -1; }
}
