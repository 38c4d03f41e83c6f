package dev.stallscope.bench.capture;

import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.capture.live.CaptureOrder;
import dev.stallscope.capture.live.CaptureProcess;
import dev.stallscope.capture.live.RecordingCounts;
import dev.stallscope.testkit.ChildJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends datagrams over the loopback interface at rising rates and counts what the process that
 * captures has of them, and its processor time, the start included; then measures how fast the last
 * file is analysed.
 */
public final class CaptureLoad {
  private static final int[] RATES = {20_000, 50_000, 100_000, 200_000, 400_000};
  private static final int SECONDS = 5;
  private static final int PAYLOAD_BYTES = 64;
  private static final int PER_BURST = 50;
  private static final double NANOS_PER_SECOND = 1e9;

  private CaptureLoad() {}

  /** Prints a line for each rate. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    ChildJvm.beTheProgram();
    Path folder = Files.createTempDirectory("capture-load");
    try (DatagramChannel receiver = DatagramChannel.open();
        DatagramChannel sender = DatagramChannel.open()) {
      // nobody reads: what does not fit is dropped after it was captured
      receiver.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      sender.connect(receiver.getLocalAddress());
      int port = ((InetSocketAddress) receiver.getLocalAddress()).getPort();
      System.out.println(
          "wanted/s    sent/s   captured       lost   lost share   ns of a core each");
      for (int rate : RATES) {
        Path file = folder.resolve("load.pcapng");
        run(sender, port, rate, file);
        if (rate == RATES[2]) {
          analyse(file);
        }
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static void run(DatagramChannel sender, int port, int rate, Path file)
      throws IOException, InterruptedException {
    CaptureProcess capture =
        CaptureProcess.start(CaptureOrder.of("lo", "udp port " + port, file), _ -> {});
    long begun = System.nanoTime();
    long sent = send(sender, rate);
    double seconds = (System.nanoTime() - begun) / NANOS_PER_SECOND;
    // what waits in the buffer is captured, too
    Thread.sleep(2000);
    long processor =
        ProcessHandle.current()
            .children()
            .flatMap(child -> child.info().totalCpuDuration().stream())
            .mapToLong(Duration::toNanos)
            .sum();
    RecordingCounts counts = capture.stop();
    System.out.printf(
        Locale.ROOT,
        "%,8d %,9.0f %,10d %,10d     %6.2f %% %,15d%n",
        rate,
        sent / seconds,
        counts.packets(),
        sent - counts.packets(),
        100.0 * (sent - counts.packets()) / sent,
        processor / Math.max(1, counts.packets()));
  }

  private static long send(DatagramChannel sender, int rate) throws IOException {
    ByteBuffer payload = ByteBuffer.allocateDirect(PAYLOAD_BYTES);
    long begun = System.nanoTime();
    long end = begun + (long) (SECONDS * NANOS_PER_SECOND);
    long sent = 0;
    while (System.nanoTime() < end) {
      for (int i = 0; i < PER_BURST; i++) {
        payload.clear();
        sender.write(payload);
      }
      sent += PER_BURST;
      long due = begun + (long) (sent * NANOS_PER_SECOND / rate);
      LockSupport.parkNanos(due - System.nanoTime());
    }
    return sent;
  }

  private static void analyse(Path file) throws IOException {
    long best = Long.MAX_VALUE;
    int packets = 0;
    for (int i = 0; i < 3; i++) {
      long begun = System.nanoTime();
      packets =
          Analyzer.analyze(List.of(file), AnalysisProgress.NONE).measurements().capture().packets();
      best = Math.min(best, System.nanoTime() - begun);
    }
    System.out.printf(
        Locale.ROOT, "         analysed: %,.0f packets/s%n", packets / (best / NANOS_PER_SECOND));
  }
}
