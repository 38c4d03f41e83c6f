package dev.stallscope.analysis;

import dev.stallscope.capture.CaptureBytes;
import dev.stallscope.capture.PacketIndex;
import dev.stallscope.protocol.ProtocolDetector;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A capture that is open: what was found in it, where its packets are, and their bytes. Nothing in
 * it changes but the files that {@link #bytes} opens when it is first asked; it may be used by
 * several threads.
 */
public final class OpenCapture implements Closeable {
  private final List<Path> files;
  private final Extent extent;
  private final Analysis analysis;
  private final PacketIndex index;
  private final List<CaptureFlow> flows;
  private final ProtocolDetector detector;
  private final CaptureBytes bytes;

  /** How much of the files it holds. */
  public enum Extent {
    /** A look at the beginning while the rest is read; another follows. */
    BEGINNING,
    /** What was read until somebody cancelled. */
    CANCELLED,
    /** All there is. */
    WHOLE
  }

  OpenCapture(List<Path> files, Extent extent, IndexedAnalysis indexed, PacketIndex index) {
    this.files = List.copyOf(files);
    this.extent = extent;
    this.index = index;
    analysis = indexed.analysis();
    flows = indexed.flows();
    detector = indexed.detector();
    bytes = new CaptureBytes(files, index);
  }

  public List<Path> files() {
    return files;
  }

  public Extent extent() {
    return extent;
  }

  public Analysis analysis() {
    return analysis;
  }

  /**
   * Where every packet is, with its flow and side: side 0 is the client. What was found of a packet
   * is in its {@link PacketMarks}.
   */
  public PacketIndex index() {
    return index;
  }

  /** Who talked with whom, by the ids in the index; those of TCP connections come first. */
  public List<CaptureFlow> flows() {
    return flows;
  }

  /** Finds who reads a flow, with the keys that the capture was opened with. */
  ProtocolDetector detector() {
    return detector;
  }

  /** The bytes of single packets, read again from the files. */
  public CaptureBytes bytes() {
    return bytes;
  }

  /** The LINKTYPE_ value of a packet. */
  public int linkType(int packet) {
    return analysis.measurements().capture().interfaces().get(index.interfaceId(packet)).linkType();
  }

  /** Closes the files and deletes what was unpacked. */
  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
