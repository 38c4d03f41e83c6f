package dev.stallscope.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyLogTest {
  private static final String ONE = "0a".repeat(32);
  private static final String OTHER = "0b".repeat(32);
  private static final String SECRET = "cd".repeat(48);

  @Test
  void countsSecretsByLabelAndKnowsTheirConnections() {
    KeyLog log =
        read(
            """
            # made by a browser

            CLIENT_HANDSHAKE_TRAFFIC_SECRET %1$s %3$s
            CLIENT_TRAFFIC_SECRET_0 %1$s %3$s
            CLIENT_RANDOM %2$s %3$s
            RSA 0011223344556677 %3$s
            """
                .formatted(ONE.toUpperCase(Locale.ROOT), OTHER, SECRET));
    assertThat(log.labels())
        .isEqualTo(
            Map.of(
                "CLIENT_HANDSHAKE_TRAFFIC_SECRET", 1,
                "CLIENT_TRAFFIC_SECRET_0", 1,
                "CLIENT_RANDOM", 1,
                "RSA", 1));
    assertThat(log.connections()).isEqualTo(2);
    assertThat(log.isKeyLog()).isTrue();
    assertThat(log.knows(hello(ONE))).isTrue();
    assertThat(log.knows(hello("0c".repeat(32)))).isFalse();
    byte[] secret = HexFormat.of().parseHex(SECRET);
    assertThat(log.secret(SecretLabel.CLIENT_TRAFFIC_SECRET_0, ONE)).hasValue(secret);
    assertThat(log.secret(SecretLabel.CLIENT_RANDOM, OTHER)).hasValue(secret);
    assertThat(log.secret(SecretLabel.CLIENT_RANDOM, ONE)).isEmpty();
  }

  @Test
  void aLineCutShortIsCountedAndLeftOut() {
    KeyLog log =
        read("CLIENT_RANDOM %s %s\nCLIENT_RANDOM %s ab".formatted(ONE, SECRET, OTHER.substring(2)));
    assertThat(log.secrets()).isEqualTo(1);
    assertThat(log.unreadableLines()).isEqualTo(1);
    assertThat(log.firstUnreadableLine()).isEqualTo(2);
    assertThat(log.isKeyLog()).isTrue();
  }

  @Test
  void whatHasNoSecretButOtherLinesIsNoKeyLog() {
    assertThat(read("# notes\nhello").isKeyLog()).isFalse();
    assertThat(read("# nothing written yet\n").isKeyLog()).isTrue();
  }

  private static KeyLog read(String text) {
    return KeyLog.read(text.lines());
  }

  private static ClientHello hello(String random) {
    byte[] body = TlsBytes.clientHello("");
    System.arraycopy(HexFormat.of().parseHex(random), 0, body, 2, 32);
    return ClientHello.parse(body, 0, body.length).orElseThrow();
  }
}
