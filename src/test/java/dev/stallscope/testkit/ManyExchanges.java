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

  private static final int CONNECTIONS = 20;
  private static final long START_NANOS = 1_700_000_000_000_000_000L;
  private static final long STEP_NANOS = 1_000_000;
  private static final long ANSWER_NANOS = 400_000;
  private static final String CLIENT = "10.9.0.1";
  private static final String SERVER = "10.9.0.2";
  private static final int LINKTYPE_ETHERNET = 1;
  private static final int FIRST_PORT = 40_000;

  private final List<TimedPacket> packets = new ArrayList<>();
  private final long[] clientNext = new long[CONNECTIONS];
  private final long[] serverNext = new long[CONNECTIONS];

  private ManyExchanges() {}

  /**
   * Writes a capture with this many exchanges, whose paths are {@code /item/0} and so on, with a
   * token.
   */
  public static Path write(Path file, int exchanges) throws IOException {
    ManyExchanges made = new ManyExchanges();
    for (int connection = 0; connection < CONNECTIONS; connection++) {
      made.open(connection, START_NANOS + connection * 1000L);
    }
    for (int i = 0; i < exchanges; i++) {
      made.exchange(i % CONNECTIONS, i, START_NANOS + (i + 1) * STEP_NANOS);
    }
    return Files.write(file, PcapBytes.of(made.packets, LINKTYPE_ETHERNET, 65_535));
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
    return PacketBuilder.tcp(CLIENT, FIRST_PORT + connection, SERVER, 80)
        .sequence(clientNext[connection])
        .acknowledgment(serverNext[connection]);
  }

  private PacketBuilder toClient(int connection) {
    return PacketBuilder.tcp(SERVER, 80, CLIENT, FIRST_PORT + connection)
        .sequence(serverNext[connection])
        .acknowledgment(clientNext[connection]);
  }

  private void add(long nanos, PacketBuilder packet) {
    packets.add(new TimedPacket(nanos, packet.ethernet()));
  }
}
