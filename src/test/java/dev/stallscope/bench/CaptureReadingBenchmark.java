package dev.stallscope.bench;

import dev.stallscope.capture.CaptureFile;
import dev.stallscope.capture.CaptureReader;
import dev.stallscope.capture.LinkType;
import dev.stallscope.capture.PacketBatch;
import dev.stallscope.capture.PcapngWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Files into batches of packets, whole files at a time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CaptureReadingBenchmark {
  private Path pcapng = Path.of("");
  private final PacketBatch batch = new PacketBatch();

  /** Writes the same packets as pcapng. */
  @Setup
  public void write(BenchCapture capture) throws IOException {
    pcapng = Files.createTempFile("stallscope-bench-", ".pcapng");
    try (PcapngWriter writer = PcapngWriter.create(pcapng)) {
      writer.addInterface(LinkType.ETHERNET);
      for (PacketBatch from : capture.batches()) {
        for (int i = 0; i < from.count(); i++) {
          writer.packet(
              0,
              from.epochNanos(i),
              from.bytes(),
              from.offset(i),
              from.capturedLength(i),
              from.originalLength(i),
              from.linkDirection(i));
        }
      }
    }
  }

  @TearDown
  public void delete() throws IOException {
    Files.delete(pcapng);
  }

  @Benchmark
  public int pcap(BenchCapture capture) throws IOException {
    return read(capture.file());
  }

  @Benchmark
  public int pcapng() throws IOException {
    return read(pcapng);
  }

  private int read(Path file) throws IOException {
    int packets = 0;
    try (CaptureReader reader = CaptureFile.open(file)) {
      while (reader.read(batch)) {
        packets += batch.count();
      }
    }
    return packets;
  }
}
