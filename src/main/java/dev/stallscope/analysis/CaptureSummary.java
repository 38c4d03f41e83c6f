package dev.stallscope.analysis;

import dev.stallscope.capture.CaptureInterface;
import dev.stallscope.capture.CaptureReader;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.CaptureFacts;
import dev.stallscope.measure.CaptureFacts.ClockStep;
import dev.stallscope.measure.quality.CaptureVantage;
import dev.stallscope.measure.quality.PauseFinder;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Puts together what was captured. */
final class CaptureSummary {
  private CaptureSummary() {}

  static CaptureFacts of(
      List<Path> files, CaptureReader reader, PacketCounts counts, TrackedConnections tracked) {
    List<TcpConnection> connections = tracked.connections();
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
        steps(counts, tracked));
  }

  private static List<ClockStep> steps(PacketCounts counts, TrackedConnections tracked) {
    return Stream.concat(
            counts.stepsBack().stream(),
            PauseFinder.pauses(counts.silences(), tracked.testimonies()).stream())
        .sorted(Comparator.comparingInt(ClockStep::packet))
        .toList();
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
