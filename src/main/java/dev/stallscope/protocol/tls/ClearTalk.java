package dev.stallscope.protocol.tls;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.SetupMessage;
import java.util.ArrayList;
import java.util.List;

/** What was said before the first record, as one set-up where it asks for TLS. */
final class ClearTalk {
  private final FlightLog flights = new FlightLog();

  void piece(Direction direction, long epochNanos, int packet) {
    flights.piece(direction, 1, epochNanos, packet);
  }

  /** The set-up, which ends with the client's first record. */
  SetupMessage setup(Upgrade protocol, SeenRecord hello) {
    List<TlsFlight> said = named(flights.until(hello.firstNanos()));
    long startNanos =
        said.isEmpty()
            ? hello.firstNanos()
            : Math.min(hello.firstNanos(), said.getFirst().startNanos());
    int firstPacket = said.isEmpty() ? hello.firstPacket() : said.getFirst().firstPacket();
    return new SetupMessage(
        AppProtocol.TLS,
        startNanos,
        hello.firstNanos(),
        firstPacket,
        Math.max(firstPacket, hello.firstPacket()),
        true,
        new UpgradeTalk(protocol, said));
  }

  /** The last question is the one for TLS, and the last answer agrees. */
  private static List<TlsFlight> named(List<TlsFlight> said) {
    List<TlsFlight> named = new ArrayList<>(said.size());
    for (int i = 0; i < said.size(); i++) {
      boolean isClients = said.get(i).direction() == Direction.CLIENT_TO_SERVER;
      String first = i == 0 && !isClients ? "greeting" : isClients ? "question" : "answer";
      String name = i < said.size() - 2 ? first : isClients ? "asks for TLS" : "agrees to TLS";
      named.add(said.get(i).named(name));
    }
    return named;
  }
}
