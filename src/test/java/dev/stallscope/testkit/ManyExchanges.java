package dev.stallscope.testkit;

import dev.stallscope.packet.TcpFlags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A capture of many short HTTP exchanges, one after another on a few kept connections. */
public final class ManyExchanges {
  /** What every request holds in its target and nobody may see. */
  public static final String SECRET = "sesame-9f3c1b77";

  private static final int KEPT_CONNECTIONS = 20;
  private static final long START_NANOS = 1_700_000_000_000_000_000L;
  private static final long STEP_NANOS = 1_000_000;
  private static final long ANSWER_NANOS = 400_000;
  private static final long HANDSHAKE_NANOS = 600;
  private static final String SERVER = "10.9.0.2";
  private static final int LINKTYPE_ETHERNET = 1;
  private static final int FIRST_PORT = 40_000;
  private static final int PORTS = 20_000;

  private final List<TimedPacket> packets = new ArrayList<>();
  private final long[] clientNext;
  private final long[] serverNext;

  private ManyExchanges(int connections) {
    clientNext = new long[connections];
    serverNext = new long[connections];
  }

  /**
   * Writes a capture with this many exchanges, whose paths are {@code /item/0} and so on, with a
   * token.
   */
  public static Path write(Path file, int exchanges) throws IOException {
    ManyExchanges made = new ManyExchanges(KEPT_CONNECTIONS);
    for (int connection = 0; connection < KEPT_CONNECTIONS; connection++) {
      made.open(connection, START_NANOS + connection * 1000L);
    }
    for (int i = 0; i < exchanges; i++) {
      made.exchange(i % KEPT_CONNECTIONS, i, START_NANOS + (i + 1) * STEP_NANOS);
    }
    return made.write(file);
  }

  /** The same with a connection for each exchange. */
  public static Path writeApart(Path file, int connections) throws IOException {
    ManyExchanges made = new ManyExchanges(connections);
    for (int i = 0; i < connections; i++) {
      made.open(i, START_NANOS + i * STEP_NANOS);
      made.exchange(i, i, START_NANOS + i * STEP_NANOS + HANDSHAKE_NANOS);
    }
    return made.write(file);
  }

  private Path write(Path file) throws IOException {
    return Files.write(file, PcapBytes.of(packets, LINKTYPE_ETHERNET, 65_535));
  }

  private void open(int connection, long nanos) {
    add(nanos, toServer(connection).flags(TcpFlags.SYN).acknowledgment(0));
    clientNext[connection]++;
    add(nanos + 200, toClient(connection).flags(TcpFlags.SYN | TcpFlags.ACK));
    serverNext[connection]++;
    add(nanos + 400, toServer(connection));
  }

  private void exchange(int connection, int number, long nanos) {
    String request =
        "GET /item/" + number + "?access_token=" + SECRET + " HTTP/1.1\r\nHost: many.test\r\n\r\n";
    String status = number % 1000 == 7 ? "503 Service Unavailable" : "200 OK";
    String response = "HTTP/1.1 " + status + "\r\nContent-Length: 2\r\n\r\nok";
    add(nanos, toServer(connection).flags(TcpFlags.ACK | TcpFlags.PSH).payload(request));
    clientNext[connection] += request.getBytes(StandardCharsets.US_ASCII).length;
    add(
        nanos + ANSWER_NANOS,
        toClient(connection).flags(TcpFlags.ACK | TcpFlags.PSH).payload(response));
    serverNext[connection] += response.getBytes(StandardCharsets.US_ASCII).length;
  }

  private PacketBuilder toServer(int connection) {
    return PacketBuilder.tcp(client(connection), port(connection), SERVER, 80)
        .sequence(clientNext[connection])
        .acknowledgment(serverNext[connection]);
  }

  private PacketBuilder toClient(int connection) {
    return PacketBuilder.tcp(SERVER, 80, client(connection), port(connection))
        .sequence(serverNext[connection])
        .acknowledgment(clientNext[connection]);
  }

  /** Each host has so many ports. */
  private static String client(int connection) {
    return "10.9.1." + (1 + connection / PORTS);
  }

  private static int port(int connection) {
    return FIRST_PORT + connection % PORTS;
  }

  private void add(long nanos, PacketBuilder packet) {
    packets.add(new TimedPacket(nanos, packet.ethernet()));
  }
}
