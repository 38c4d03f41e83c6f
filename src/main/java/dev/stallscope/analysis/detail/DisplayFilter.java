package dev.stallscope.analysis.detail;

import dev.stallscope.analysis.CaptureFlow;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.capture.PacketIndex;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.net.Transport;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Display filters for Wireshark and tshark. A connection is {@code tcp.stream eq N} where Wireshark
 * counts streams as connections are counted here; where that is not sure it is told by addresses,
 * ports and frames.
 */
public final class DisplayFilter {
  /** Ranges of frames in one filter; where there are more, the span over all is taken. */
  private static final int MAX_RANGES = 500;

  /** Wireshark counts what goes through a SOCKS proxy as streams of their own. */
  private static final int SOCKS_PORT = 1080;

  private final OpenCapture capture;
  private final boolean isStreamNumberSure;

  public DisplayFilter(OpenCapture capture) {
    this.capture = capture;
    isStreamNumberSure = isStreamNumberSure(capture);
  }

  /**
   * Ports used again, errors that quote segments, fragments and what a SOCKS proxy carries are
   * where Wireshark may count otherwise; of several files it would count each for itself.
   */
  private static boolean isStreamNumberSure(OpenCapture capture) {
    Set<Set<Endpoint>> seen = new HashSet<>();
    for (TcpConnection connection : capture.analysis().measurements().connections()) {
      Endpoint client = connection.client();
      Endpoint server = connection.server();
      boolean isNew = seen.add(client.equals(server) ? Set.of(client) : Set.of(client, server));
      boolean isProxy = client.port() == SOCKS_PORT || server.port() == SOCKS_PORT;
      if (!isNew || isProxy || connection.closing().icmpPacket() >= 0) {
        return false;
      }
    }
    PacketIndex index = capture.index();
    for (int packet = 0; packet < index.count(); packet++) {
      if (index.flow(packet) == PacketIndex.FRAGMENT) {
        return false;
      }
    }
    return capture.files().size() == 1;
  }

  /** All packets of a flow; that of a TCP connection has its id. */
  public String ofFlow(int id) {
    CaptureFlow flow = capture.flows().get(id);
    boolean isTcp = flow.transport() == Transport.TCP;
    return isTcp && isStreamNumberSure
        ? "tcp.stream eq " + id
        : tuple(flow) + " && " + frames(flow.firstPacket(), flow.lastPacket());
  }

  private static String tuple(CaptureFlow flow) {
    String transport = flow.transport() == Transport.TCP ? "tcp" : "udp";
    return "%s && %s && %s.port eq %d && %s.port eq %d"
        .formatted(
            address(flow.client().address()),
            address(flow.server().address()),
            transport,
            flow.client().port(),
            transport,
            flow.server().port());
  }

  private static String address(IpAddress address) {
    return (address.isV4() ? "ip.addr eq " : "ipv6.addr eq ") + address;
  }

  /** Packets of an exchange, with acknowledgments between them. */
  public String ofExchange(Exchange exchange) {
    int first = exchange.firstPacket();
    if (first < 0) {
      return exchange.connection() < 0 ? "" : ofFlow(exchange.connection());
    }
    int flow = capture.index().flow(first);
    String frames = frames(first, exchange.lastPacket());
    if (flow < 0) {
      return frames;
    }
    boolean isStream = flow < connections() && isStreamNumberSure;
    return (isStream ? ofFlow(flow) : tuple(capture.flows().get(flow))) + " && " + frames;
  }

  private int connections() {
    return capture.analysis().measurements().connections().size();
  }

  /**
   * All packets of connections in a few words.
   *
   * @param ids of connections, ascending
   * @return for example {@code tcp.stream in {1, 4..7}}; where Wireshark may count otherwise, and
   *     where they are too scattered, all frames from the first to the last of them
   */
  public String ofConnections(int[] ids) {
    if (ids.length == 0) {
      return "";
    }
    Ranges streams = Ranges.of(ids, 0);
    boolean areStreams = ids[ids.length - 1] < connections() && isStreamNumberSure;
    if (areStreams && streams.count() <= MAX_RANGES) {
      return "tcp.stream in {" + streams.text() + "}";
    }
    List<CaptureFlow> flows = IntStream.of(ids).mapToObj(capture.flows()::get).toList();
    return frames(
        flows.stream().mapToInt(CaptureFlow::firstPacket).min().orElseThrow(),
        flows.stream().mapToInt(CaptureFlow::lastPacket).max().orElseThrow());
  }

  /** The connections of a finding, or where it has none, the packets that prove it. */
  public String ofFinding(Finding finding) {
    List<Integer> connections = finding.connections();
    if (connections.isEmpty() || connections.size() > MAX_RANGES) {
      return ofPackets(new PacketSelection(capture).proofOf(finding));
    }
    return connections.stream()
        .map(id -> connections.size() == 1 ? ofFlow(id) : "(" + ofFlow(id) + ")")
        .collect(Collectors.joining(" || "));
  }

  /**
   * Single packets.
   *
   * @param packets indexes from 0, ascending
   * @return for example {@code frame.number in {1, 4..7}}; empty for none
   */
  public String ofPackets(int[] packets) {
    if (packets.length == 0) {
      return "";
    }
    Ranges frames = Ranges.of(packets, 1);
    return frames.count() > MAX_RANGES
        ? frames(packets[0], packets[packets.length - 1])
        : "frame.number in {" + frames.text() + "}";
  }

  /** Numbers as ranges, and how many they are. */
  private record Ranges(String text, int count) {
    static Ranges of(int[] ascending, int added) {
      StringBuilder text = new StringBuilder();
      int count = 0;
      int i = 0;
      while (i < ascending.length) {
        int from = i;
        while (i + 1 < ascending.length && ascending[i + 1] == ascending[i] + 1) {
          i++;
        }
        text.append(count == 0 ? "" : ", ").append(ascending[from] + added);
        text.append(i > from ? ".." + (ascending[i] + added) : "");
        count++;
        i++;
      }
      return new Ranges(text.toString(), count);
    }
  }

  private static String frames(int first, int last) {
    return first == last
        ? "frame.number == " + (first + 1)
        : "frame.number >= %d && frame.number <= %d".formatted(first + 1, last + 1);
  }
}
