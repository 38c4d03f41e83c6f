package dev.stallscope.probe;

import dev.stallscope.capture.live.KeyedCapture;
import dev.stallscope.capture.live.RecordingCounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;

/**
 * Records the packets of probes with the keys to read them, in one pcapng. Packets that other
 * programs exchange through the same ports in the meantime are in it, too, but without their keys.
 */
public final class ProbeRecording implements AutoCloseable {
  /** Where redirects lead, unless they name a port. */
  private static final Set<Integer> USUAL = Set.of(53, 80, 443);

  /** An address of documentation (RFC 5737), which the default route leads to. */
  private static final InetSocketAddress ANYWHERE = new InetSocketAddress("192.0.2.1", 443);

  private final KeyedCapture capture;

  private ProbeRecording(KeyedCapture capture) {
    this.capture = capture;
  }

  /**
   * Begins, before the probe does.
   *
   * @param file is written at the end
   * @param command arguments of this program that probe the same, for whom may not capture
   * @throws IOException if it cannot; the message says why and what would help, perhaps in several
   *     lines
   */
  public static ProbeRecording start(List<ProbePlan> plans, Path file, List<String> command)
      throws IOException {
    OwnSecrets.listen();
    try {
      Set<InetAddress> locals = new LinkedHashSet<>();
      for (ProbePlan plan : plans) {
        locals.add(local(plan));
      }
      return new ProbeRecording(
          KeyedCapture.start(List.copyOf(locals), filter(plans), file, command));
    } catch (IOException e) {
      OwnSecrets.take();
      throw e;
    }
  }

  /** The address that packets to the host go out from; nothing is sent to learn it. */
  private static InetAddress local(ProbePlan plan) throws IOException {
    HttpUrl url = HttpUrl.get(plan.url());
    try (DatagramSocket socket = new DatagramSocket()) {
      InetSocketAddress host = new InetSocketAddress(url.host(), url.port());
      socket.connect(host.isUnresolved() ? ANYWHERE : host);
      return socket.getLocalAddress();
    } catch (SocketException | UncheckedIOException e) {
      return InetAddress.getLoopbackAddress();
    }
  }

  static String filter(List<ProbePlan> plans) {
    Set<Integer> ports = new LinkedHashSet<>();
    for (ProbePlan plan : plans) {
      ports.add(HttpUrl.get(plan.url()).port());
      plan.secureResolver().ifPresent(resolver -> ports.add(resolver.url().port()));
      plan.resolver().ifPresent(resolver -> ports.add(resolver.getPort()));
      plan.proxy().ifPresent(proxy -> ports.add(proxy.getPort()));
    }
    USUAL.stream().sorted().forEach(ports::add);
    return ports.stream().map(port -> "port " + port).collect(Collectors.joining(" or "));
  }

  /**
   * Ends, after the probe has, and writes the file.
   *
   * @return how many packets were captured
   * @throws IOException if the file cannot be written; the message names it
   */
  public long finish() throws IOException {
    RecordingCounts counts = capture.finish(OwnSecrets.take());
    return counts.packets();
  }

  @Override
  public void close() {
    capture.close();
  }
}
