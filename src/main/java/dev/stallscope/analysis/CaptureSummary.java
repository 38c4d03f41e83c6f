package dev.stallscope.analysis;

import dev.stallscope.capture.CaptureInterface;
import dev.stallscope.capture.CaptureReader;
import dev.stallscope.capture.CaptureWarning;
import dev.stallscope.capture.FileNames;
import dev.stallscope.capture.LinkType;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.CaptureFacts;
import dev.stallscope.measure.CaptureFacts.ClockStep;
import dev.stallscope.measure.quality.CaptureVantage;
import dev.stallscope.measure.quality.PauseFinder;
import dev.stallscope.packet.PacketDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts together what was captured. */
final class CaptureSummary {
  private CaptureSummary() {}

  static CaptureFacts of(
      List<Path> files, CaptureReader reader, ReadPass pass, TrackedConnections tracked) {
    PacketCounts counts = pass.counts();
    List<TcpConnection> connections = tracked.connections();
    return new CaptureFacts(
        FileNames.of(files),
        counts.packets,
        counts.wireBytes,
        counts.firstNanos,
        counts.lastNanos,
        counts.tcp,
        counts.udp,
        counts.other,
        reader.interfaces(),
        CaptureVantage.of(connections),
        warnings(files, reader, pass),
        dropped(reader.interfaces()),
        counts.truncated,
        counts.firstTruncated,
        connections.stream().mapToInt(CaptureSummary::duplicates).sum(),
        steps(counts, tracked),
        counts.clockTickNanos());
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

  private static List<CaptureWarning> warnings(
      List<Path> files, CaptureReader reader, ReadPass pass) {
    List<CaptureWarning> warnings = new ArrayList<>(reader.warnings());
    String names = files.stream().map(CaptureSummary::name).collect(Collectors.joining(", "));
    reader.interfaces().stream()
        .map(CaptureInterface::linkType)
        .filter(linkType -> !PacketDecoder.reads(linkType))
        .distinct()
        .map(linkType -> new CaptureWarning(names, 0, unread(linkType)))
        .forEach(warnings::add);
    if (pass.isCutShort()) {
      warnings.add(new CaptureWarning(names, pass.bytesRead(), cutShort(reader, pass)));
    }
    return List.copyOf(warnings);
  }

  private static String cutShort(CaptureReader reader, ReadPass pass) {
    if (pass.leftOutFrom().isPresent()) {
      return "From packet %,d on some connections are left out, or all, since memory holds no more messages. %s"
          .formatted(pass.leftOutFrom().getAsInt() + 1, MemoryRoom.REMEDY);
    }
    String end =
        "Reading was stopped at byte %,d of %,d, after %,d packets; what follows is left out"
            .formatted(pass.bytesRead(), reader.sizeBytes(), pass.counts().packets);
    return pass.isRoomFull()
        ? end
            + ", since memory holds no more connections, messages and packets. "
            + MemoryRoom.REMEDY
        : end + ".";
  }

  private static String unread(int linkType) {
    return "Packets of an interface are %s (LINKTYPE %d), which is not read; they are only counted."
        .formatted(LinkType.title(linkType), linkType);
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
