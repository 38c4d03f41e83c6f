package dev.stallscope.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Packet counts of other people's captures, against tshark's and an independent record walk. */
class CaptureFileOracleTest {
  private static final Path CAPTURES =
      Path.of(System.getProperty("captures", "../shared/captures"));

  @Test
  void countsThePacketsThatOthersCount() throws IOException {
    Path manifest = CAPTURES.resolve("MANIFEST.tsv");
    Assumptions.assumeTrue(Files.exists(manifest), "no captures at " + CAPTURES);
    List<String> rows = Files.readAllLines(manifest);
    List<String> header = List.of(rows.getFirst().split("\t", -1));
    List<String> different = new ArrayList<>();
    int compared = 0;
    for (String row : rows.subList(1, rows.size())) {
      List<String> cells = List.of(row.split("\t", -1));
      String path = cells.get(header.indexOf("path"));
      String format = cells.get(header.indexOf("format"));
      if (!format.contains("pcap")) {
        continue;
      }
      String tshark = cells.get(header.indexOf("packets"));
      String walked = cells.get(header.indexOf("records_walked"));
      String ours = count(CAPTURES.resolve("open").resolve(path));
      compared++;
      if (!ours.equals(tshark) && !ours.equals(walked)) {
        different.add(path + ": " + ours + ", tshark " + tshark + ", walked " + walked);
      }
    }
    assertThat(different).as("of %d files", compared).isEmpty();
    assertThat(compared).isGreaterThan(500);
  }

  private static String count(Path path) throws IOException {
    try (CaptureReader reader = CaptureFile.open(path)) {
      int count = 0;
      PacketBatch batch = new PacketBatch();
      while (reader.read(batch)) {
        count += batch.count();
      }
      return Integer.toString(count);
    } catch (NoCaptureException e) {
      return "no capture";
    }
  }
}
