package dev.stallscope.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.detail.PacketRow;
import org.junit.jupiter.api.Test;

class PacketWordsTest {
  @Test
  void flagsAreSaidInWords() {
    assertThat(words("51132 → 8000 [SYN] Seq=0 Win=64240 Len=0")).isEqualTo("#8 asks to connect");
    assertThat(words("8000 → 51132 [SYN, ACK] Seq=0 Len=0")).isEqualTo("#8 accepts the connection");
    assertThat(words("51132 → 8000 [PSH, ACK] Seq=1 Ack=1 Len=512")).isEqualTo("#8 data");
    assertThat(words("51132 → 8000 [FIN, PSH, ACK] Seq=1 Len=5")).isEqualTo("#8 data, closes");
    assertThat(words("51132 → 8000 [FIN, ACK] Seq=1 Len=0")).isEqualTo("#8 closes");
    assertThat(words("51132 → 8000 [RST, ACK] Seq=1 Len=0")).isEqualTo("#8 resets the connection");
    assertThat(words("51132 → 8000 [ACK] Seq=1 Len=0")).isEqualTo("#8 acknowledges");
  }

  @Test
  void whatWasFoundOfAPacketIsSaidInPlainWordsAndOnce() {
    assertThat(
            words("[TCP Retransmission] [TCP Fast Retransmission] 51132 → 8000 [ACK] Seq=1 Len=9"))
        .isEqualTo("#8 data, sent again");
    assertThat(words("[TCP ZeroWindow] 51132 → 8000 [ACK] Seq=1 Len=0"))
        .isEqualTo("#8 takes no more");
    assertThat(words("[TCP Out-Of-Order] Continuation")).isEqualTo("#8 more data, late");
  }

  @Test
  void aPacketOfQuicIsNamedByItsKindsAlone() {
    assertThat(words("Initial, Handshake, DCID=7d81aa, SCID=12, PKN: 1"))
        .isEqualTo("#8 Initial, Handshake");
    assertThat(words("Protected Payload (1-RTT) Len=1406")).isEqualTo("#8 encrypted data");
  }

  @Test
  void whatTheCaptureCopiedWasNotSentAgain() {
    assertThat(words("[TCP Retransmission] [Captured twice] 51132 → 8000 [SYN] Seq=0 Len=0"))
        .isEqualTo("#8 asks to connect, captured twice");
  }

  @Test
  void anAcknowledgmentThatProvesNothingIsNotNamed() {
    assertThat(PacketWords.of(row("51132 → 8000 [ACK] Seq=1 Len=0"), false)).isEmpty();
  }

  private static String words(String info) {
    return PacketWords.of(row(info), true);
  }

  private static PacketRow row(String info) {
    return new PacketRow(7, 0, "10.0.0.1", "10.0.0.2", "TCP", 60, info);
  }
}
