package dev.stallscope.capture.live;

import java.util.List;

/**
 * Something that packets can be captured on.
 *
 * @param name as libpcap has it, such as {@code eth0}
 * @param description the system's words, or empty
 * @param addresses IP addresses in text, those of IPv4 first
 * @param kind what can be expected of it
 * @param isUp whether it is switched on and has a link
 */
public record LiveInterface(
    String name, String description, List<String> addresses, Kind kind, boolean isUp) {
  /** What an interface is, in the order in which a person looks for it. */
  public enum Kind {
    /** A network card, a tunnel or a bridge. */
    NETWORK,
    /** What programs of this machine say to each other. */
    LOOPBACK,
    /** All network interfaces at once; Linux only, without the link layer's header. */
    ANY,
    /** No network: USB, Bluetooth, D-Bus and the firewall's logs. */
    OTHER
  }

  public LiveInterface {
    addresses = List.copyOf(addresses);
  }
}
