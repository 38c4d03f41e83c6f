package dev.stallscope.bench;

import dev.stallscope.capture.CaptureFile;
import dev.stallscope.capture.CaptureReader;
import dev.stallscope.capture.PacketBatch;
import dev.stallscope.testkit.SampleCaptures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The capture that benchmarks share: the samples multiplied to {@value #MEGABYTES} MB. */
@State(Scope.Benchmark)
public class BenchCapture {
  private static final int MEGABYTES = 24;

  private Path file = Path.of("");
  private final List<PacketBatch> batches = new ArrayList<>();

  /** Makes the capture and reads it into memory. */
  @Setup
  public void make() throws IOException {
    file = Files.createTempFile("stallscope-bench-", ".pcap");
    CaptureMultiplier.write(file, MEGABYTES * 1_000_000L, SampleCaptures.samples());
    try (CaptureReader reader = CaptureFile.open(file)) {
      PacketBatch batch = new PacketBatch();
      while (reader.read(batch)) {
        batches.add(batch);
        batch = new PacketBatch();
      }
    }
  }

  @TearDown
  public void delete() throws IOException {
    Files.delete(file);
  }

  /** As a classic pcap file. */
  Path file() {
    return file;
  }

  /** All its packets. */
  List<PacketBatch> batches() {
    return batches;
  }
}
