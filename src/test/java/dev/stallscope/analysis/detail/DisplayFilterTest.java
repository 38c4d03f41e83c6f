package dev.stallscope.analysis.detail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.capture.NoCaptureException;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.Truth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisplayFilterTest {
  @TempDir Path folder;

  /** Wherever a filter names a stream, it is the one that tshark counts so. */
  @Test
  void streamsAreCountedAsTsharkCountsThem() throws IOException {
    int streams = 0;
    List<String> different = new ArrayList<>();
    Map<String, List<Map<String, String>>> truth = Truth.rowsByFile("tcp_streams");
    for (Map.Entry<String, List<Map<String, String>>> file : truth.entrySet()) {
      try (OpenCapture open = OpenedScript.of(SampleCaptures.open(file.getKey()))) {
        int connections = open.analysis().measurements().connections().size();
        DisplayFilter filter = new DisplayFilter(open);
        if (connections == 0 || !filter.ofFlow(0).startsWith("tcp.stream")) {
          continue;
        }
        for (Map<String, String> stream : file.getValue()) {
          int id = Integer.parseInt(stream.getOrDefault("stream", ""));
          streams++;
          boolean isMapped = stream.getOrDefault("a", "").startsWith("::ffff:");
          if (isMapped || file.getKey().startsWith("malformed")) {
            continue; // an address in another form, and what is left of damaged packets
          }
          if (id >= connections || !ends(open, id).equals(ends(stream))) {
            different.add(file.getKey() + " " + id);
          }
        }
      } catch (NoCaptureException e) {
        continue; // formats that are not read: snoop and the like
      }
    }
    assertThat(streams).isGreaterThan(1500);
    assertThat(different).isEmpty();
  }

  private static Set<Endpoint> ends(OpenCapture open, int id) {
    return new HashSet<>(List.of(open.flows().get(id).client(), open.flows().get(id).server()));
  }

  private static Set<Endpoint> ends(Map<String, String> stream) {
    return new HashSet<>(List.of(endpoint(stream, "a", "ap"), endpoint(stream, "b", "bp")));
  }

  private static Endpoint endpoint(Map<String, String> stream, String address, String port) {
    return new Endpoint(
        IpAddress.parse(stream.getOrDefault(address, "")),
        Integer.parseInt(stream.getOrDefault(port, "")));
  }

  @Test
  void anExchangeIsAPartOfItsStream() throws IOException {
    try (OpenCapture open = OpenedScript.sample("slow-server")) {
      Exchange exchange =
          open.analysis().measurements().exchanges().stream()
              .filter(one -> one.kind() == ExchangeKind.REQUEST)
              .findFirst()
              .orElseThrow();
      assertThat(new DisplayFilter(open).ofExchange(exchange))
          .isEqualTo(
              "tcp.stream eq 0 && frame.number >= %d && frame.number <= %d"
                  .formatted(exchange.firstPacket() + 1, exchange.lastPacket() + 1));
      assertThat(new DisplayFilter(open).ofFinding(open.analysis().findings().getFirst()))
          .isEqualTo("tcp.stream eq 0");
    }
  }

  @Test
  void portsUsedAgainAreToldByTheirFrames() throws IOException {
    String script =
        """
        one: set client 10.0.0.1:40000
        one: set server 10.0.0.2:80
        two: set client 10.0.0.1:40000
        two: set server 10.0.0.2:80
        two: set client isn 900000
        one: client 0ms handshake rtt 2ms
        one: client 3ms RST
        two: client 50ms handshake rtt 2ms
        """;
    try (OpenCapture open = OpenedScript.of(folder, script)) {
      assertThat(new DisplayFilter(open).ofFlow(1))
          .isEqualTo(
              "ip.addr eq 10.0.0.1 && ip.addr eq 10.0.0.2 && tcp.port eq 40000 && tcp.port eq 80"
                  + " && frame.number >= 5 && frame.number <= 7");
    }
  }

  @Test
  void datagramsAreToldByAddressesAndPorts() throws IOException {
    String script =
        """
        set client [fd00::1]:5000
        set server [fd00::2]:53
        client 0ms dns query 7 A a.example
        server 9ms dns answer 7 A a.example 10.0.0.2
        """;
    try (OpenCapture open = OpenedScript.of(folder, script)) {
      Exchange lookup = open.analysis().measurements().exchanges().getFirst();
      assertThat(new DisplayFilter(open).ofExchange(lookup))
          .isEqualTo(
              "ipv6.addr eq fd00::1 && ipv6.addr eq fd00::2 && udp.port eq 5000 && udp.port eq 53"
                  + " && frame.number >= 1 && frame.number <= 2");
    }
  }

  @Test
  void packetsAreNumberedFromOneAndRunsAreShort() throws IOException {
    try (OpenCapture open = OpenedScript.sample("slow-server")) {
      DisplayFilter filter = new DisplayFilter(open);
      assertThat(filter.ofPackets(new int[] {0, 3, 4, 5, 9}))
          .isEqualTo("frame.number in {1, 4..6, 10}");
      assertThat(filter.ofPackets(new int[0])).isEmpty();
      int[] scattered = new int[1000];
      for (int i = 0; i < scattered.length; i++) {
        scattered[i] = 2 * i;
      }
      assertThat(filter.ofPackets(scattered))
          .isEqualTo("frame.number >= 1 && frame.number <= 1999");
    }
  }
}
