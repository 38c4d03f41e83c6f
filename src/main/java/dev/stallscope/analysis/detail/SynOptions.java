package dev.stallscope.analysis.detail;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.capture.PacketIndex;
import dev.stallscope.packet.AnomalyLog;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.PacketDecoder;
import dev.stallscope.packet.PacketKind;
import dev.stallscope.packet.TcpFlags;
import java.io.IOException;
import java.util.Optional;

/**
 * What one side offered when a TCP connection was opened, as its SYN or SYN-ACK has it.
 *
 * @param mss largest segment that the side takes, bytes; -1 without the option (RFC 9293 3.7.1)
 * @param windowScale shift of its later windows, 0 to 14; -1 without the option (RFC 7323 2.2)
 * @param hasSack whether it takes selective acknowledgments (RFC 2018)
 * @param hasTimestamps whether it sends timestamps (RFC 7323 3.2)
 * @param hasFastOpen whether it asks for, or carries, a cookie to send data with (RFC 7413)
 * @param isCut whether the capture did not keep all options
 */
public record SynOptions(
    int mss,
    int windowScale,
    boolean hasSack,
    boolean hasTimestamps,
    boolean hasFastOpen,
    boolean isCut) {
  /**
   * Reads a packet again.
   *
   * @param packet its index, or -1 where none was captured
   * @return empty where it is no SYN
   * @throws IOException if the file cannot be read
   */
  public static Optional<SynOptions> of(OpenCapture capture, int packet) throws IOException {
    if (packet < 0) {
      return Optional.empty();
    }
    byte[] bytes = capture.bytes().read(packet);
    PacketIndex index = capture.index();
    PacketCursor cursor = new PacketCursor();
    new PacketDecoder(new AnomalyLog())
        .decode(
            bytes,
            0,
            bytes.length,
            index.originalLength(packet),
            capture.linkType(packet),
            packet,
            index.epochNanos(packet),
            cursor);
    return cursor.kind == PacketKind.TCP && cursor.hasFlag(TcpFlags.SYN)
        ? Optional.of(of(cursor))
        : Optional.empty();
  }

  private static SynOptions of(PacketCursor cursor) {
    return new SynOptions(
        cursor.mss,
        cursor.windowScale,
        cursor.sackPermitted,
        cursor.hasTimestamps,
        cursor.fastOpen,
        cursor.areOptionsCut);
  }
}
