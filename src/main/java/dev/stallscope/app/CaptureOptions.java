package dev.stallscope.app;

import dev.stallscope.capture.live.CaptureOrder;
import dev.stallscope.capture.live.FilterPreset;
import dev.stallscope.capture.live.RecordingFolder;
import dev.stallscope.capture.live.RingBuffer;
import dev.stallscope.capture.live.StopConditions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is to be captured; short names as tcpdump and dumpcap have them. */
final class CaptureOptions {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = {"-i", "--interface"},
      paramLabel = "IF",
      description = "where to capture, as --list names it; any is all of them at once (Linux)")
  private @Nullable String interfaceName;

  @Option(
      names = {"-f", "--filter"},
      paramLabel = "FILTER",
      description = "in libpcap's language, such as 'tcp port 8080 and host 192.0.2.7'")
  private String filter = "";

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "only web (HTTP and DNS), dns or databases, on their usual ports; repeatable")
  private List<FilterPreset> presets = new ArrayList<>();

  @Option(names = "--host", paramLabel = "HOST", description = "only what this host says or hears")
  private String host = "";

  @Option(names = "--port", paramLabel = "PORT", description = "only to and from this port")
  private int port;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "pcapng (default: stallscope-DATE-TIME.pcapng)")
  private @Nullable Path output;

  @Option(
      names = {"-s", "--snaplen"},
      paramLabel = "BYTES",
      description = "kept of each packet (default: all)")
  private int snapLength = CaptureOrder.WHOLE_PACKETS;

  @Option(
      names = {"-B", "--buffer"},
      paramLabel = "MB",
      description = "for packets that are not written yet (default: 32)")
  private int bufferMegabytes = CaptureOrder.BUFFER_MEGABYTES;

  @Option(
      names = "--promiscuous",
      description = "also packets that are not for this machine, where they reach it")
  private boolean isPromiscuous;

  @Option(
      names = "--ring-size",
      paramLabel = "SIZE",
      converter = ByteCount.Converter.class,
      description = "begin a new file after so many bytes: 500k, 100M, 2G")
  private ByteCount ringSize = ByteCount.NONE;

  @Option(
      names = "--ring-seconds",
      paramLabel = "SECONDS",
      description = "begin a new file after so long")
  private long ringSeconds;

  @Option(
      names = "--ring-files",
      paramLabel = "N",
      description = "keep only the newest N of these files (default: all)")
  private int ringFiles;

  @Option(
      names = {"-c", "--packets"},
      paramLabel = "N",
      description = "end after so many packets")
  private long packets;

  @Option(names = "--seconds", paramLabel = "SECONDS", description = "end after so long")
  private long seconds;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      converter = ByteCount.Converter.class,
      description = "end after so many bytes")
  private ByteCount size = ByteCount.NONE;

  /** What was ordered; wrong options are told as picocli tells its own. */
  CaptureOrder order() {
    String name = interfaceName;
    if (name == null || name.isBlank()) {
      throw usage("--interface says where to capture; the names: stallscope capture --list");
    }
    if (ringFiles > 0 && ringSize.bytes() == 0 && ringSeconds == 0) {
      throw usage("--ring-files wants --ring-size or --ring-seconds.");
    }
    if (port < 0 || port > 65_535) {
      throw usage("--port is 1 to 65535.");
    }
    try {
      return new CaptureOrder(
          name,
          FilterPreset.combine(presets, host, port, filter),
          snapLength,
          bufferMegabytes,
          isPromiscuous,
          output == null ? RecordingFolder.inWorkingFolder() : output,
          new RingBuffer(ringFiles, ringSize.bytes(), ringSeconds),
          new StopConditions(packets, seconds, size.bytes()));
    } catch (IllegalArgumentException e) {
      throw usage(
          "Limits are not negative, --snaplen is 1 to %d, --buffer 1 to %d."
              .formatted(CaptureOrder.WHOLE_PACKETS, CaptureOrder.MAX_BUFFER_MEGABYTES));
    }
  }

  private RuntimeException usage(String sentence) {
    return spec == null
        ? new IllegalStateException(sentence)
        : new ParameterException(spec.commandLine(), sentence);
  }
}
