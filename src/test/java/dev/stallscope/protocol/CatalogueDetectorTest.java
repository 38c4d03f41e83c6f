package dev.stallscope.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Direction;
import dev.stallscope.net.Transport;
import dev.stallscope.protocol.ProtocolDetector.Outcome;
import dev.stallscope.protocol.Signature.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueDetectorTest {
  private final ScriptedProtocol sure = new ScriptedProtocol(AppProtocol.REDIS, "sure", 6379);
  private final ScriptedProtocol weak =
      new ScriptedProtocol(AppProtocol.MYSQL, "weak", 3306).answering(Verdict.WEAK);
  private final ScriptedProtocol alsoWeak =
      new ScriptedProtocol(AppProtocol.POSTGRESQL, "weak", 5432).answering(Verdict.WEAK);

  private static Outcome detect(
      List<ProtocolDecoder> catalogue, Direction sentBy, String text, int serverPort) {
    byte[] bytes = ScriptedProtocol.bytes("__" + text);
    return new CatalogueDetector(catalogue)
        .detect(Transport.TCP, sentBy, bytes, 2, bytes.length - 2, 40000, serverPort);
  }

  @Test
  void findsTheProtocolOfASureSignature() {
    assertThat(detect(List.of(weak, sure), Direction.CLIENT_TO_SERVER, "sure thing", 1))
        .isEqualTo(new Outcome.Found(sure, false));
  }

  @Test
  void saysThatTheSidesAreReversedWhenTheServerSpeaksLikeAClient() {
    assertThat(detect(List.of(sure), Direction.SERVER_TO_CLIENT, "sure", 1))
        .isEqualTo(new Outcome.Found(sure, true));
  }

  @Test
  void waitsWhileABeginningMatches() {
    assertThat(detect(List.of(sure), Direction.CLIENT_TO_SERVER, "su", 1))
        .isEqualTo(new Outcome.Undecided());
  }

  @Test
  void stopsWaitingAtTheLimit() {
    ScriptedProtocol endless =
        new ScriptedProtocol(AppProtocol.REDIS, "", 1).answering(Verdict.NEEDS_MORE);
    assertThat(
            detect(
                List.of(endless),
                Direction.CLIENT_TO_SERVER,
                "x".repeat(DecodeLimits.DETECTION_BYTES),
                1))
        .isEqualTo(new Outcome.Unknown());
    assertThat(
            detect(
                List.of(endless),
                Direction.CLIENT_TO_SERVER,
                "x".repeat(DecodeLimits.DETECTION_BYTES - 1),
                1))
        .isEqualTo(new Outcome.Undecided());
  }

  @Test
  void choosesAmongWeakSignaturesByThePort() {
    List<ProtocolDecoder> catalogue = List.of(weak, alsoWeak);
    assertThat(detect(catalogue, Direction.CLIENT_TO_SERVER, "weak", 5432))
        .isEqualTo(new Outcome.Found(alsoWeak, false));
    assertThat(detect(catalogue, Direction.CLIENT_TO_SERVER, "weak", 3306))
        .isEqualTo(new Outcome.Found(weak, false));
    assertThat(detect(catalogue, Direction.CLIENT_TO_SERVER, "weak", 8080))
        .isEqualTo(new Outcome.Unknown());
  }

  @Test
  void doesNotAskProtocolsOfAnotherTransport() {
    byte[] bytes = ScriptedProtocol.bytes("sure");
    assertThat(
            new CatalogueDetector(List.of(sure))
                .detect(Transport.UDP, Direction.CLIENT_TO_SERVER, bytes, 0, 4, 1, 2))
        .isEqualTo(new Outcome.Unknown());
  }

  @Test
  void givesTheDecoderOfAKnownProtocol() {
    CatalogueDetector detector = new CatalogueDetector(List.of(weak, sure));
    assertThat(detector.decoder(AppProtocol.REDIS)).contains(sure);
    assertThat(detector.decoder(AppProtocol.HTTP3)).isEmpty();
  }
}
