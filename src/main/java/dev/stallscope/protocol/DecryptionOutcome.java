package dev.stallscope.protocol;

import java.util.Optional;

/**
 * How far the contents of one encrypted stream could be read.
 *
 * @param packet index of the packet at which reading ended, -1 where it did not begin or never
 *     ended
 * @param detail the protocol, version or cipher that the result is about, empty without one
 */
public record DecryptionOutcome(Result result, int packet, String detail) {
  /** What became of it. */
  public enum Result {
    DECRYPTED,
    /** It can be decrypted, yet nothing reads what is inside. */
    CONTENT_NOT_READ,
    NO_KEYS,
    /** Some of its secrets are there, not all that are needed. */
    KEYS_INCOMPLETE,
    VERSION_NOT_SUPPORTED,
    CIPHER_NOT_SUPPORTED,
    HANDSHAKE_NOT_CAPTURED,
    /** It ended before anything was encrypted. */
    NOTHING_ENCRYPTED,
    /** All but what the client sent along with its hello. */
    EARLY_DATA,
    RENEGOTIATED,
    /** Bytes are missing: not captured, or cut off by the snap length. */
    GAP,
    /** A record was damaged, or the keys are of another connection. */
    NOT_AUTHENTIC
  }

  public boolean isDecrypted() {
    return result == Result.DECRYPTED;
  }

  /** Why not all of it could be read, as part of a sentence; empty where all could. */
  public Optional<String> reason() {
    return switch (result) {
      case DECRYPTED -> Optional.empty();
      case CONTENT_NOT_READ -> Optional.of("what it carries is not read (" + detail + ")");
      case NO_KEYS -> Optional.of("no keys for it");
      case KEYS_INCOMPLETE -> Optional.of("only some of its keys are there");
      case VERSION_NOT_SUPPORTED, CIPHER_NOT_SUPPORTED -> Optional.of(detail + " is not supported");
      case HANDSHAKE_NOT_CAPTURED -> Optional.of("its handshake is not in the capture");
      case NOTHING_ENCRYPTED -> Optional.of("it ended before anything was encrypted");
      case EARLY_DATA ->
          Optional.of("there is no key for the data sent with the first packet (0-RTT)");
      case RENEGOTIATED -> Optional.of("renegotiated at packet " + number());
      case GAP -> Optional.of("bytes are missing from packet " + number() + " on");
      case NOT_AUTHENTIC ->
          Optional.of("packet " + number() + " is damaged, or the keys are not its own");
    };
  }

  private int number() {
    return packet + 1;
  }
}
