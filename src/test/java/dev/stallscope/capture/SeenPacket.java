package dev.stallscope.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A packet as it comes out of a batch, to compare whole. */
record SeenPacket(
    long epochNanos,
    int originalLength,
    String bytes,
    int interfaceId,
    int linkType,
    LinkDirection direction) {
  /** All packets of a file, which must be readable. */
  static List<SeenPacket> of(Path file) throws IOException {
    try (CaptureReader reader = CaptureFile.open(file)) {
      return drain(reader);
    }
  }

  /** The packets that a reader has now. */
  static List<SeenPacket> drain(CaptureReader reader) throws IOException {
    List<SeenPacket> seen = new ArrayList<>();
    PacketBatch batch = new PacketBatch();
    while (reader.read(batch)) {
      for (int i = 0; i < batch.count(); i++) {
        seen.add(at(batch, i));
      }
    }
    return seen;
  }

  private static SeenPacket at(PacketBatch batch, int i) {
    int from = batch.offset(i);
    return new SeenPacket(
        batch.epochNanos(i),
        batch.originalLength(i),
        Arrays.toString(Arrays.copyOfRange(batch.bytes(), from, from + batch.capturedLength(i))),
        batch.interfaceId(i),
        batch.linkType(i),
        batch.linkDirection(i));
  }
}
