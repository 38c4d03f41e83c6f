package dev.stallscope.capture.live;

import dev.stallscope.capture.EmbeddedSecrets;
import dev.stallscope.capture.OutputFile;
import dev.stallscope.capture.ReadingProgress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A capture of connections whose keys are known at its end: one file holds the packets and what
 * opens them. Until then the packets are in a file beside it, which stands whatever happens.
 */
public final class KeyedCapture implements AutoCloseable {
  /** What the system holds back of packets that have passed: dumpcap's is the longest. */
  private static final long LAST_PACKETS_MILLIS = 300;

  private final Path packets;
  private final Path file;
  private final CaptureProcess process;

  private KeyedCapture(Path packets, Path file, CaptureProcess process) {
    this.packets = packets;
    this.file = file;
    this.process = process;
  }

  /**
   * Begins, and returns when packets are captured.
   *
   * @param local the addresses of this machine that are talked from; all interfaces are captured
   *     where the system can do that
   * @param filter in libpcap's language
   * @param file is written at the end
   * @param command arguments of this program that begin the same, for whom may not capture
   * @throws IOException if it cannot; the message says why, perhaps in several lines
   */
  public static KeyedCapture start(
      List<InetAddress> local, String filter, Path file, List<String> command) throws IOException {
    Path packets = file.resolveSibling(file.getFileName() + ".packets");
    OutputFile.check(file, List.of(packets));
    try {
      return new KeyedCapture(
          packets, file, CaptureProcess.start(interfaceName(local), filter, packets));
    } catch (CaptureRefusedException e) {
      throw e.forCommand(command);
    }
  }

  private static String interfaceName(List<InetAddress> local) throws IOException {
    List<String> addresses = local.stream().map(InetAddress::getHostAddress).toList();
    List<LiveInterface> all = InterfaceList.read();
    return all.stream()
        .filter(each -> each.kind() == LiveInterface.Kind.ANY)
        .findFirst()
        .or(
            () ->
                all.stream()
                    .filter(each -> each.addresses().stream().anyMatch(addresses::contains))
                    .findFirst())
        .map(LiveInterface::name)
        .orElseThrow(() -> new IOException("No interface has the address that is talked from."));
  }

  /**
   * Ends it and writes the file.
   *
   * @param keyLog lines of an NSS key log; may be empty
   * @return how much was captured
   * @throws IOException if the file cannot be written; the message names it
   */
  public RecordingCounts finish(byte[] keyLog) throws IOException {
    try {
      Thread.sleep(LAST_PACKETS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    RecordingCounts counts = process.stop();
    if (process.failure().isPresent()) {
      throw new IOException(process.failure().get());
    }
    if (keyLog.length == 0) {
      Files.move(packets, file, StandardCopyOption.REPLACE_EXISTING);
    } else {
      EmbeddedSecrets.embed(packets, keyLog, file, ReadingProgress.SILENT);
      Files.deleteIfExists(packets);
      SudoUser.give(file);
    }
    return counts;
  }

  @Override
  public void close() {
    process.close();
  }
}
