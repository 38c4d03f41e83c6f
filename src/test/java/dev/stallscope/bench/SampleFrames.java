package dev.stallscope.bench;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.capture.CaptureFile;
import dev.stallscope.capture.CaptureReader;
import dev.stallscope.capture.PacketBatch;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The TCP and UDP frames of a sample, ready to be copied under other addresses.
 *
 * @param endpoints all that talk in it
 */
record SampleFrames(List<Frame> frames, List<Endpoint> endpoints) {
  private static final int ETHERNET = 1;
  private static final int DNS_PORT = 53;

  /**
   * A frame.
   *
   * @param captured the bytes that the sample has of it
   * @param wireBytes what it had on the wire; the difference is filled with zeros
   * @param nanos time since the sample's first packet
   * @param source index of the sender among the endpoints
   * @param destination index of the receiver among the endpoints
   * @param named places in the payload where a DNS answer holds the address of an endpoint
   */
  record Frame(
      byte[] captured,
      int wireBytes,
      long nanos,
      FrameLayout layout,
      int source,
      int destination,
      List<NamedAddress> named) {}

  /** An endpoint's address at {@code offset} of a frame. */
  record NamedAddress(int offset, int endpoint) {}

  /**
   * Reads a sample. Samples of other link types are left out, and those whose clock goes backwards,
   * since among others they would be a fault of the whole capture.
   *
   * @throws IOException if it cannot be read
   */
  static Optional<SampleFrames> read(Path file) throws IOException {
    SampleFrames sample = new SampleFrames(new ArrayList<>(), new ArrayList<>());
    PacketBatch batch = new PacketBatch();
    long first = -1;
    long last = 0;
    try (CaptureReader reader = CaptureFile.open(file)) {
      while (reader.read(batch)) {
        for (int i = 0; i < batch.count(); i++) {
          first = first < 0 ? batch.epochNanos(i) : first;
          long nanos = batch.epochNanos(i) - first;
          if (nanos < last || batch.linkType(i) != ETHERNET) {
            return Optional.empty();
          }
          last = nanos;
          sample.add(batch, i, nanos);
        }
      }
    }
    sample.findNamed();
    return sample.frames.isEmpty() ? Optional.empty() : Optional.of(sample);
  }

  private void add(PacketBatch batch, int i, long nanos) {
    int offset = batch.offset(i);
    byte[] captured = Arrays.copyOfRange(batch.bytes(), offset, offset + batch.capturedLength(i));
    FrameLayout layout = FrameLayout.of(captured).orElse(null);
    if (layout == null || layout.end() > batch.originalLength(i)) {
      return;
    }
    int source = endpoint(captured, layout, layout.source(), layout.transport());
    int destination = endpoint(captured, layout, layout.destination(), layout.transport() + 2);
    frames.add(
        new Frame(
            captured,
            batch.originalLength(i),
            nanos,
            layout,
            source,
            destination,
            new ArrayList<>(0)));
  }

  private int endpoint(byte[] frame, FrameLayout layout, int address, int port) {
    Endpoint endpoint =
        new Endpoint(
            layout.isV4() ? IpAddress.v4(frame, address) : IpAddress.v6(frame, address),
            Bytes.u16(frame, port));
    if (!endpoints.contains(endpoint)) {
      endpoints.add(endpoint);
    }
    return endpoints.indexOf(endpoint);
  }

  /** Looks for addresses in DNS answers, which come before the connections to them. */
  private void findNamed() {
    for (Frame frame : frames) {
      if (endpoints.get(frame.source()).port() == DNS_PORT) {
        for (int at = frame.layout().transport(); at < frame.captured().length; at++) {
          int endpoint = endpointAt(frame.captured(), at);
          if (endpoint >= 0) {
            frame.named().add(new NamedAddress(at, endpoint));
          }
        }
      }
    }
  }

  private int endpointAt(byte[] bytes, int at) {
    for (int i = 0; i < endpoints.size(); i++) {
      byte[] address = endpoints.get(i).address().toBytes();
      int end = Math.min(bytes.length, at + address.length);
      if (Arrays.equals(address, 0, address.length, bytes, at, end)) {
        return i;
      }
    }
    return -1;
  }
}
