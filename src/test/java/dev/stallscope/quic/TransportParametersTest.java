package dev.stallscope.quic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TransportParametersTest {
  /** With an idle timeout before them and an unknown parameter among them. */
  private static final byte[] ALL =
      HexFormat.of()
          .parseHex(
              "01024100"
                  + "040480100000"
                  + "1b0201ff"
                  + "05024400"
                  + "060108070109"
                  + "08024064"
                  + "090103"
                  + "0a010a"
                  + "0b0105");

  @Test
  void tellsWhatIsAllowed() {
    assertThat(TransportParameters.parse(ALL, 0, ALL.length))
        .isEqualTo(new TransportParameters(0x100000, 0x400, 8, 9, 100, 3, 10, Nanos.ofMillis(5)));
  }

  @Test
  void whatIsNotMentionedIsNothing() {
    assertThat(TransportParameters.parse(ALL, 0, 4))
        .isEqualTo(new TransportParameters(0, 0, 0, 0, 0, 0, 3, Nanos.ofMillis(25)));
  }

  @Test
  void readsNothingBehindItsEnd() {
    for (int length = 0; length < ALL.length; length++) {
      assertThat(TransportParameters.parse(ALL, 0, length).maxAckDelayNanos())
          .isEqualTo(Nanos.ofMillis(25));
    }
  }

  @Test
  void anAcknowledgmentWaitsNoLongerThanAnyMay() {
    TransportParameters usual = TransportParameters.parse(ALL, 0, 4);
    assertThat(usual.acknowledgmentNanos(1000)).isEqualTo(Nanos.ofMillis(8));
    assertThat(usual.acknowledgmentNanos(4000)).isEqualTo(Nanos.ofMillis(25));
    assertThat(usual.acknowledgmentNanos(Long.MAX_VALUE)).isEqualTo(Nanos.ofMillis(25));
  }

  @Test
  void aStreamsLimitIsThatOfItsKind() {
    TransportParameters server = TransportParameters.parse(ALL, 0, ALL.length);
    Direction toServer = Direction.CLIENT_TO_SERVER;
    assertThat(server.streamBytes(0, toServer)).isEqualTo(8);
    assertThat(server.streamBytes(1, toServer)).isEqualTo(0x400);
    assertThat(server.streamBytes(2, toServer)).isEqualTo(9);
    assertThat(server.streamBytes(0, Direction.SERVER_TO_CLIENT)).isEqualTo(0x400);
    assertThat(TransportParameters.UNKNOWN.streamBytes(0, toServer)).isEqualTo(-1);
  }
}
