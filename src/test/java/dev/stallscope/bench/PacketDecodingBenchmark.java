package dev.stallscope.bench;

import dev.stallscope.capture.PacketBatch;
import dev.stallscope.packet.AnomalyLog;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.PacketDecoder;
import dev.stallscope.packet.PacketKind;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Headers of every packet, from the link layer to the transport. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PacketDecodingBenchmark {
  private final PacketDecoder decoder = new PacketDecoder(new AnomalyLog());
  private final PacketCursor cursor = new PacketCursor();

  @Benchmark
  public int headers(BenchCapture capture) {
    int tcp = 0;
    for (PacketBatch batch : capture.batches()) {
      for (int i = 0; i < batch.count(); i++) {
        decoder.decode(batch, i, cursor);
        tcp += cursor.kind == PacketKind.TCP ? 1 : 0;
      }
    }
    return tcp;
  }
}
