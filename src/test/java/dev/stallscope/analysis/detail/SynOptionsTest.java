package dev.stallscope.analysis.detail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.flow.tcp.TcpConnection.Handshake;
import org.junit.jupiter.api.Test;

class SynOptionsTest {
  @Test
  void eachSideSaysWhatItOffered() throws Exception {
    try (OpenCapture capture = OpenedScript.sample("slow-reader")) {
      Handshake handshake = capture.analysis().measurements().connections().getFirst().handshake();
      assertThat(SynOptions.of(capture, handshake.synPacket()))
          .contains(new SynOptions(1460, 1, true, true, false, false));
      assertThat(SynOptions.of(capture, handshake.synAckPacket()))
          .contains(new SynOptions(1460, 7, true, true, false, false));
    }
  }

  @Test
  void whatIsNoOpeningPacketOffersNothing() throws Exception {
    try (OpenCapture capture = OpenedScript.sample("slow-reader")) {
      Handshake handshake = capture.analysis().measurements().connections().getFirst().handshake();
      assertThat(SynOptions.of(capture, handshake.ackPacket())).isEmpty();
      assertThat(SynOptions.of(capture, -1)).isEmpty();
    }
  }
}
