package dev.stallscope.protocol;

import dev.stallscope.net.Direction;
import dev.stallscope.net.Transport;
import java.util.List;
import java.util.Optional;

/**
 * Asks the signature of every decoder in the catalogue. A sure signature wins, the first in the
 * order of the catalogue where there are several. Otherwise, while any signature could still tell
 * from more bytes, nothing is decided; a weak verdict counts only on the protocol's usual port.
 */
public final class CatalogueDetector implements ProtocolDetector {
  private static final Outcome UNDECIDED = new Outcome.Undecided();
  private static final Outcome UNKNOWN = new Outcome.Unknown();

  private final List<ProtocolDecoder> decoders;
  private final List<Signature> signatures;

  public CatalogueDetector(List<ProtocolDecoder> decoders) {
    this.decoders = List.copyOf(decoders);
    this.signatures = this.decoders.stream().map(ProtocolDecoder::signature).toList();
  }

  @Override
  public Outcome detect(
      Transport transport,
      Direction sentBy,
      byte[] bytes,
      int offset,
      int length,
      int clientPort,
      int serverPort) {
    int judged = Math.min(length, DecodeLimits.DETECTION_BYTES);
    boolean canTellLater = false;
    Outcome weak = UNKNOWN;
    for (int i = 0; i < decoders.size(); i++) {
      ProtocolDecoder decoder = decoders.get(i);
      if (!decoder.runsOver(transport)) {
        continue;
      }
      Signature signature = signatures.get(i);
      Signature.Verdict verdict = signature.judge(bytes, offset, judged, serverPort);
      switch (verdict.certainty()) {
        case YES -> {
          return found(decoder, verdict, sentBy);
        }
        case NEEDS_MORE -> canTellLater = true;
        case WEAK -> {
          if (weak instanceof Outcome.Unknown
              && (signature.isUsualPort(serverPort) || signature.isUsualPort(clientPort))) {
            weak = found(decoder, verdict, sentBy);
          }
        }
        case NO -> {}
      }
    }
    boolean mayGrow = transport == Transport.TCP && judged < DecodeLimits.DETECTION_BYTES;
    return canTellLater && mayGrow ? UNDECIDED : weak;
  }

  private static Outcome found(
      ProtocolDecoder decoder, Signature.Verdict verdict, Direction presumed) {
    Direction actual = verdict.sentBy().orElse(presumed);
    return new Outcome.Found(decoder, actual != presumed);
  }

  @Override
  public Optional<ProtocolDecoder> decoder(AppProtocol protocol) {
    return decoders.stream().filter(decoder -> decoder.protocol() == protocol).findFirst();
  }
}
