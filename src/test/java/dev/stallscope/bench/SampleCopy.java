package dev.stallscope.bench;

import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One copy of a sample under way: its own addresses, ports and place in time. */
final class SampleCopy {
  private final SampleFrames sample;
  private final ClientMachine client;
  private final List<Endpoint> renamed;
  private final long startNanos;
  private int next;

  /**
   * @param startNanos when its first packet was sent
   * @param server which of the servers plays the sample's
   */
  SampleCopy(SampleFrames sample, ClientMachine client, int server, long startNanos) {
    this.sample = sample;
    this.client = client;
    this.startNanos = startNanos;
    renamed = rename(sample.endpoints(), client, server);
  }

  /** The ends that have ephemeral ports become the client's, the others the server's. */
  private static List<Endpoint> rename(List<Endpoint> endpoints, ClientMachine client, int server) {
    List<IpAddress> hosts = endpoints.stream().map(Endpoint::address).distinct().toList();
    List<Endpoint> renamed = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      int host = hosts.indexOf(endpoint.address());
      boolean isV4 = endpoint.address().isV4();
      renamed.add(
          ClientMachine.isEphemeral(endpoint.port())
              ? new Endpoint(client.address(isV4), client.nextPort())
              : new Endpoint(ClientMachine.serverAddress(server, host, isV4), endpoint.port()));
    }
    return renamed;
  }

  ClientMachine client() {
    return client;
  }

  boolean isOver() {
    return next == sample.frames().size();
  }

  /** When its next frame was captured; of a copy that is over, when its last was. */
  long nanos() {
    return startNanos + sample.frames().get(isOver() ? next - 1 : next).nanos();
  }

  /**
   * Writes the next frame to the beginning of a buffer and goes on.
   *
   * @return bytes written
   */
  int writeNext(byte[] out) {
    SampleFrames.Frame frame = sample.frames().get(next++);
    int filled = frame.captured().length;
    System.arraycopy(frame.captured(), 0, out, 0, filled);
    Arrays.fill(out, filled, frame.wireBytes(), (byte) 0);
    FrameLayout layout = frame.layout();
    putAddress(out, layout.source(), frame.source());
    putAddress(out, layout.destination(), frame.destination());
    FrameChecksums.putShort(out, layout.transport(), renamed.get(frame.source()).port());
    FrameChecksums.putShort(out, layout.transport() + 2, renamed.get(frame.destination()).port());
    for (SampleFrames.NamedAddress named : frame.named()) {
      putAddress(out, named.offset(), named.endpoint());
    }
    FrameChecksums.write(out, layout, filled);
    return frame.wireBytes();
  }

  private void putAddress(byte[] out, int at, int endpoint) {
    byte[] address = renamed.get(endpoint).address().toBytes();
    System.arraycopy(address, 0, out, at, address.length);
  }
}
