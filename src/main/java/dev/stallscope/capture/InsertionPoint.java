package dev.stallscope.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a block may be put into a pcapng file: before the first packet, behind the blocks that
 * stand there.
 *
 * @param order of the section there
 * @param fileOffset in the (decompressed) file
 */
record InsertionPoint(ByteOrderReads order, long fileOffset) {
  /**
   * Looks for it.
   *
   * @return empty for a capture in another format
   * @throws IOException if the file cannot be read or is no capture; the message names it
   */
  static Optional<InsertionPoint> find(Path capture) throws IOException {
    Finder finder = new Finder();
    try (CaptureReader reader = CaptureFile.open(capture, finder)) {
      reader.read(new PacketBatch());
    }
    return Optional.ofNullable(finder.point);
  }

  private static final class Finder implements BlockListener {
    private @Nullable InsertionPoint point;
    private boolean isFound;

    @Override
    public void block(ByteOrderReads order, byte[] bytes, int at, int total, long fileOffset) {
      // A block that does not stand behind the last one was found behind damage.
      boolean isNext = point == null || point.fileOffset() == fileOffset;
      isFound |= !isNext || BlockType.isPacket(order.i32(bytes, at));
      if (!isFound) {
        point = new InsertionPoint(order, fileOffset + total);
      }
    }
  }
}
