package dev.stallscope.protocol.tls;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.HandshakeContent;
import java.util.List;

/** What both sides of a protocol said in the clear before they went over to TLS. */
public record UpgradeTalk(Upgrade protocol, List<TlsFlight> flights) implements HandshakeContent {
  public UpgradeTalk {
    flights = List.copyOf(flights);
  }

  @Override
  public boolean isUpgrade() {
    return true;
  }

  @Override
  public int roundTrips() {
    return (int)
        flights.stream().filter(one -> one.direction() == Direction.SERVER_TO_CLIENT).count();
  }

  @Override
  public String label() {
    return "Upgrade of " + protocol.title() + " to TLS";
  }
}
