package dev.stallscope.analysis;

import dev.stallscope.capture.CaptureInterface;
import dev.stallscope.capture.CaptureReader;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.CaptureFacts;
import dev.stallscope.measure.quality.CaptureVantage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Puts together what was captured. */
final class CaptureSummary {
  private CaptureSummary() {}

  static CaptureFacts of(
      List<Path> files,
      CaptureReader reader,
      PacketCounts counts,
      List<TcpConnection> connections) {
    return new CaptureFacts(
        files.stream().map(CaptureSummary::name).toList(),
        counts.packets,
        counts.wireBytes,
        counts.firstNanos,
        counts.lastNanos,
        counts.tcp,
        counts.udp,
        counts.other,
        reader.interfaces(),
        CaptureVantage.of(connections),
        reader.warnings(),
        dropped(reader.interfaces()),
        counts.truncated,
        connections.stream().mapToInt(CaptureSummary::duplicates).sum(),
        counts.steps());
  }

  private static String name(Path file) {
    return Optional.ofNullable(file.getFileName()).map(Path::toString).orElse(file.toString());
  }

  private static int duplicates(TcpConnection connection) {
    return connection.fromClient().count(SegmentEvent.CAPTURE_DUPLICATE)
        + connection.fromServer().count(SegmentEvent.CAPTURE_DUPLICATE);
  }

  private static OptionalLong dropped(List<CaptureInterface> interfaces) {
    boolean isKnown = interfaces.stream().anyMatch(one -> one.dropped().isPresent());
    return isKnown
        ? OptionalLong.of(interfaces.stream().mapToLong(one -> one.dropped().orElse(0)).sum())
        : OptionalLong.empty();
  }
}
