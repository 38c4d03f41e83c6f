package dev.stallscope.analysis.detail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.PacketMarks;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.net.Direction;
import dev.stallscope.testkit.CaptureScript;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.time.TimeSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionSeriesTest {
  private static final String LOSSY =
      """
      set client isn 1000
      set server isn 4294967290
      set client window-scale off
      set server window-scale off
      client 0ms   handshake rtt 20ms
      client 21ms  data 0..100
      server 41ms  ACK
      server 42ms  data 0..1000
      server 43ms  data 1000..2000 unseen
      server 44ms  data 2000..3000
      client 45ms  ACK 1000 sack 2000..3000
      server 65ms  data 1000..2000 again
      client 66ms  ACK 3000 win 0
      client 166ms ACK 3000 win 5000
      client 167ms FIN
      """;

  @TempDir Path folder;

  @Test
  void aConnectionReadAgainIsTheOneThatWasAnalyzed() throws IOException {
    int connections = 0;
    for (Path sample : SampleCaptures.samples()) {
      try (OpenCapture open = OpenedScript.of(sample)) {
        for (TcpConnection connection : open.analysis().measurements().connections()) {
          TcpTrace trace =
              new ConnectionReader(open, connection.id(), Integer.MAX_VALUE).trace().orElseThrow();
          assertThat(trace.connection())
              .as("%s", sample)
              .usingRecursiveComparison()
              // Shortest times and the vantage are those of all connections of the same hosts.
              .ignoringFields(
                  "roundTrip.minNanos",
                  "roundTrip.clientMinNanos",
                  "roundTrip.serverMinNanos",
                  "vantage")
              .isEqualTo(connection);
          for (int row = 0; row < trace.size(); row++) {
            assertThat(PacketMarks.of(open.index(), trace.packet(row)))
                .isEqualTo(new PacketMarks(trace.events(row), trace.retransmissionCause(row)));
          }
          connections++;
        }
      }
    }
    assertThat(connections).isGreaterThan(100);
  }

  @Test
  void segmentsStandWhereTheirBytesAre() throws IOException {
    try (OpenCapture open = OpenedScript.of(folder, LOSSY)) {
      ConnectionSeries series = ConnectionSeries.of(open, 0, Direction.SERVER_TO_CLIENT);
      assertThat(ranges(series.segments(), false))
          .containsExactly("1: 0..1", "5: 1..1001", "6: 2001..3001", "8: 1001..2001");
      TimedRanges segments = series.segments();
      assertThat(
              SegmentEvent.RETRANSMISSION.isIn(segments.marks(3))
                  || SegmentEvent.OUT_OF_ORDER.isIn(segments.marks(3)))
          .isTrue();
      assertThat(segments.epochNanos(1)).isEqualTo(CaptureScript.at("42ms"));
      assertThat(series.initialSequence()).isEqualTo(4_294_967_290L);
    }
  }

  @Test
  void theReceiverAnswersWithNumbersOfTheSender() throws IOException {
    try (OpenCapture open = OpenedScript.of(folder, LOSSY)) {
      ConnectionSeries series = ConnectionSeries.of(open, 0, Direction.SERVER_TO_CLIENT);
      assertThat(ranges(series.acknowledgments(), false))
          .containsExactly(
              "2: 1..64241",
              "3: 1..64241",
              "7: 1001..65241",
              "9: 3001..3001",
              "10: 3001..8001",
              "11: 3001..8001");
      assertThat(ranges(series.selectiveAcknowledgments(), false)).containsExactly("7: 2001..3001");
    }
  }

  @Test
  void theFlightGrowsAndIsAcknowledged() throws IOException {
    try (OpenCapture open = OpenedScript.of(folder, LOSSY)) {
      ConnectionSeries series = ConnectionSeries.of(open, 0, Direction.SERVER_TO_CLIENT);
      assertThat(ranges(series.flight(), true))
          .contains("5: 1000..64240", "6: 3000..64240", "9: 0..0", "10: 0..5000");
      assertThat(series.zeroWindows())
          .containsExactly(new TimeSpan(CaptureScript.at("66ms"), CaptureScript.at("166ms")));
    }
  }

  @Test
  void roundTripsAreThoseOfTheConnection() throws IOException {
    try (OpenCapture open = OpenedScript.of(folder, LOSSY)) {
      TimedRanges samples = ConnectionSeries.of(open, 0, Direction.CLIENT_TO_SERVER).roundTrips();
      assertThat(samples.size()).isPositive();
      assertThat(samples.packet(0)).isBetween(1, 2);
      assertThat(samples.low(0))
          .isEqualTo(
              open.analysis().measurements().connections().getFirst().roundTrip().handshakeNanos());
      assertThat(samples.high(0)).isEqualTo(samples.low(0));
    }
  }

  @Test
  void aConnectionHasWhatWasLostOnIt() throws IOException {
    try (OpenCapture open = OpenedScript.sample("slow-reader")) {
      int connection = open.analysis().findings().getFirst().connections().getFirst();
      ConnectionSeries series = ConnectionSeries.of(open, connection, Direction.SERVER_TO_CLIENT);
      assertThat(series.lost()).isNotEmpty().allMatch(stall -> stall.connection() == connection);
      assertThat(series.zeroWindows()).isNotEmpty();
    }
  }

  private static List<String> ranges(TimedRanges ranges, boolean skipsHandshake) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < ranges.size(); i++) {
      if (!skipsHandshake || ranges.packet(i) > 2) {
        texts.add(ranges.packet(i) + ": " + ranges.low(i) + ".." + ranges.high(i));
      }
    }
    return texts;
  }
}
