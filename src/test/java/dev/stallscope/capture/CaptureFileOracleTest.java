package dev.stallscope.capture;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Packet counts of other people's captures, against tshark's. */
class CaptureFileOracleTest {
  private static final Path CAPTURES =
      Path.of(System.getProperty("captures", "../shared/captures"));

  private static final String LINK_TYPE = "tshark refuses the link type; the records are whole";
  private static final String VERSION = "tshark refuses the version; the records are whole";
  private static final String CUSTOM = "tshark counts custom and journal blocks as packets";
  private static final String DAMAGE = "tshark ends at the first damage; here whole blocks go on";

  /** Files with another count than tshark's: the count here, and why. */
  private static final Map<String, String> DIFFERENT =
      new TreeMap<>(
          Map.ofEntries(
              entry("link-types/libpcap__brcm-tag-stp.pcap", "4: " + LINK_TYPE),
              entry("link-types/libpcap__brcm-tag.pcap", "15: " + LINK_TYPE),
              entry("link-types/tcpdump__brcm-tag-prepend.pcap", "15: " + LINK_TYPE),
              entry("link-types/tcpdump__dsa.pcap", "8: " + LINK_TYPE),
              entry("malformed/tcpdump__frf16_magic_ie-oobr.pcap", "1: " + LINK_TYPE),
              entry(
                  "malformed/tcpdump__juniper_monitor_invalid_cookie_length.pcap",
                  "1: " + LINK_TYPE),
              entry("malformed/tcpdump__kday6.pcap", "1: " + LINK_TYPE),
              entry("malformed/tcpdump__vtp_asan-2.pcap", "1: " + LINK_TYPE),
              entry("malformed/tcpdump__vtp_asan-3.pcap", "1: " + LINK_TYPE),
              entry("malformed/tcpdump__vtp_asan.pcap", "5: " + LINK_TYPE),
              entry("malformed/libpcap__pcap-invalid-version-1.pcap", "1: " + VERSION),
              entry("malformed/libpcap__pcapng-invalid-vers-1.pcapng", "1: " + VERSION),
              entry("malformed/libpcap__pcapng-invalid-vers-2.pcapng", "1: " + VERSION),
              entry("pcapng-variants/hadrielk__output_be-basic-test017.pcapng", "0: " + CUSTOM),
              entry("pcapng-variants/hadrielk__output_le-basic-test017.pcapng", "0: " + CUSTOM),
              entry("pcapng-variants/hadrielk__output_be-difficult-test202.pcapng", "8: " + CUSTOM),
              entry("pcapng-variants/hadrielk__output_le-difficult-test202.pcapng", "8: " + CUSTOM),
              entry(
                  "malformed/derived__hadrielk__output_be-difficult-test202.fuzz2.pcapng",
                  "8: " + CUSTOM),
              entry(
                  "malformed/derived__hadrielk__output_be-difficult-test202.rawfuzz.pcapng",
                  "6: " + DAMAGE),
              entry("malformed/derived__packtgrpc__Bidi_Streaming.rawfuzz.pcapng", "53: " + DAMAGE),
              entry(
                  "malformed/rusticata__err-eof.bin.pcap",
                  "no capture: it is a bare protocol message"),
              entry("pcap-variants/pcapplusplus__solaris.snoop", "no capture: snoop is not read")));

  @Test
  void countsThePacketsThatTsharkCounts() throws IOException {
    Path manifest = CAPTURES.resolve("MANIFEST.tsv");
    Assumptions.assumeTrue(Files.exists(manifest), "no captures at " + CAPTURES);
    List<String> rows = Files.readAllLines(manifest);
    List<String> header = List.of(rows.getFirst().split("\t", -1));
    Map<String, String> different = new TreeMap<>();
    int compared = 0;
    for (String row : rows.subList(1, rows.size())) {
      List<String> cells = List.of(row.split("\t", -1));
      String path = cells.get(header.indexOf("path"));
      if (path.startsWith("har/") || path.startsWith("mitmproxy/")) {
        continue;
      }
      compared++;
      String ours = count(CAPTURES.resolve("open").resolve(path));
      if (!ours.equals(cells.get(header.indexOf("packets")))) {
        different.put(path, ours);
      }
    }
    Map<String, String> expected = new TreeMap<>(DIFFERENT);
    expected.replaceAll((path, reason) -> reason.substring(0, reason.indexOf(':')));
    assertThat(different).isEqualTo(expected);
    assertThat(compared).isGreaterThan(1000);
  }

  private static String count(Path path) throws IOException {
    try (CaptureReader reader = CaptureFile.open(path)) {
      PacketBatch batch = new PacketBatch();
      int count = 0;
      while (reader.read(batch)) {
        count += batch.count();
      }
      return Integer.toString(count);
    } catch (NoCaptureException e) {
      return "no capture";
    }
  }
}
