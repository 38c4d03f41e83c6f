package dev.stallscope.capture.live;

import java.util.Optional;
import org.pcap4j.core.BpfProgram;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.Pcaps;
import org.pcap4j.packet.namednumber.DataLinkType;

/** Compiles filters without capturing, for which no rights are needed. */
public final class FilterCheck {
  private FilterCheck() {}

  /**
   * What is wrong with a filter, in libpcap's own words; empty if nothing is, or if libpcap is
   * missing. Names of hosts in it are looked up, which may take seconds.
   *
   * @param kind of the interface, on which it depends what a filter can ask for
   */
  public static Optional<String> problem(String filter, LiveInterface.Kind kind) {
    if (filter.isBlank() || LibpcapLibrary.obstacle().isPresent()) {
      return Optional.empty();
    }
    DataLinkType link =
        kind == LiveInterface.Kind.ANY ? DataLinkType.LINUX_SLL : DataLinkType.EN10MB;
    try (PcapHandle handle = Pcaps.openDead(link, CaptureOrder.WHOLE_PACKETS)) {
      BpfProgram compiled =
          handle.compileFilter(filter, BpfCompileMode.OPTIMIZE, PcapHandle.PCAP_NETMASK_UNKNOWN);
      compiled.free();
      return Optional.empty();
    } catch (PcapNativeException | NotOpenException e) {
      return Optional.of(LibpcapWords.plain(e));
    }
  }
}
