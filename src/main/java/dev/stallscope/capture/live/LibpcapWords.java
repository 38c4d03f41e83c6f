package dev.stallscope.capture.live;

import dev.stallscope.capture.live.CaptureRefusedException.Reason;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.pcap4j.core.PcapNativeException;

/** What libpcap said, for a person. */
final class LibpcapWords {
  /** What pcap4j puts before libpcap's own words. */
  private static final Pattern PREFIX = Pattern.compile("^Error occurred in pcap_\\w+: ");

  private LibpcapWords() {}

  /** libpcap's own words. */
  static String plain(Exception e) {
    return PREFIX.matcher(String.valueOf(e.getMessage())).replaceFirst("").strip();
  }

  static String badFilter(String filter, Exception e) {
    return "The filter '%s' is not one: %s".formatted(filter, plain(e));
  }

  /** Why an interface could not be opened. */
  static CaptureRefusedException refusal(CaptureOrder order, PcapNativeException e) {
    String words = plain(e);
    String lower = words.toLowerCase(Locale.ROOT);
    if (lower.contains("not permitted") || lower.contains("permission")) {
      return noRights(order);
    }
    return new CaptureRefusedException(
        Reason.BAD_INTERFACE,
        "Cannot capture on '%s': %s. See: stallscope capture --list"
            .formatted(order.interfaceName(), words));
  }

  /** How to get the right to capture. */
  static CaptureRefusedException noRights(CaptureOrder order) {
    return CaptureRefusedException.noRights(
        List.of(
            "capture",
            "--interface=" + order.interfaceName(),
            "--output=" + order.file().getFileName()));
  }
}
