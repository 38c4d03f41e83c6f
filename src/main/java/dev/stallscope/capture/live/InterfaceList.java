package dev.stallscope.capture.live;

import dev.stallscope.capture.live.CaptureRefusedException.Reason;
import dev.stallscope.capture.live.LiveInterface.Kind;
import dev.stallscope.net.IpAddress;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.pcap4j.core.PcapAddress;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface;
import org.pcap4j.core.Pcaps;

/** The interfaces of this machine, for which no rights are needed. */
public final class InterfaceList {
  private static final Set<String> NO_NETWORK =
      Set.of("nflog", "nfqueue", "dbus-system", "dbus-session");

  private static final List<String> NO_NETWORK_PREFIXES = List.of("bluetooth", "usbmon");

  private InterfaceList() {}

  /**
   * All interfaces: networks first, and of them those that are up.
   *
   * @throws CaptureRefusedException if libpcap is missing
   * @throws IOException if the system does not tell
   */
  public static List<LiveInterface> read() throws IOException {
    LibpcapLibrary.require();
    try {
      return Pcaps.findAllDevs().stream()
          .map(InterfaceList::describe)
          .sorted(
              Comparator.comparing(LiveInterface::kind)
                  .thenComparing(found -> !found.isUp())
                  .thenComparing(found -> found.addresses().isEmpty()))
          .toList();
    } catch (PcapNativeException e) {
      throw new CaptureRefusedException(
          Reason.BAD_INTERFACE, "The interfaces cannot be listed: " + LibpcapWords.plain(e));
    }
  }

  private static LiveInterface describe(PcapNetworkInterface found) {
    List<String> addresses =
        found.getAddresses().stream()
            .map(PcapAddress::getAddress)
            .filter(Objects::nonNull)
            .sorted(Comparator.comparing(address -> !(address instanceof Inet4Address)))
            .map(address -> ip(address).toString())
            .toList();
    String description = Optional.ofNullable(found.getDescription()).orElse("");
    return new LiveInterface(
        found.getName(), description, addresses, kind(found), found.isUp() && found.isRunning());
  }

  private static IpAddress ip(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address ? IpAddress.v4(bytes, 0) : IpAddress.v6(bytes, 0);
  }

  private static Kind kind(PcapNetworkInterface found) {
    String name = found.getName();
    if (found.isLoopBack()) {
      return Kind.LOOPBACK;
    }
    if (name.equals("any")) {
      return Kind.ANY;
    }
    boolean isOther =
        NO_NETWORK.contains(name) || NO_NETWORK_PREFIXES.stream().anyMatch(name::startsWith);
    return isOther ? Kind.OTHER : Kind.NETWORK;
  }
}
