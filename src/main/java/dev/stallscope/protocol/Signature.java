package dev.stallscope.protocol;

import dev.stallscope.net.Direction;
import java.util.Optional;

/** Recognises a protocol by the first bytes of a stream or datagram. */
public interface Signature {
  /**
   * Judges the first bytes that one side sent.
   *
   * @param bytes the bytes; read {@code length} of them from {@code offset}
   * @param hintPort the port of the side presumed to be the server
   */
  Verdict judge(byte[] bytes, int offset, int length, int hintPort);

  /** Whether servers of the protocol usually listen on the port; it decides a weak verdict. */
  default boolean isUsualPort(int port) {
    return false;
  }

  /**
   * A signature's judgement.
   *
   * @param certainty whether the bytes are the protocol's
   * @param sentBy who sends such bytes, where that can be told: requests come from clients
   */
  record Verdict(Certainty certainty, Optional<Direction> sentBy) {
    public static final Verdict NO = new Verdict(Certainty.NO, Optional.empty());
    public static final Verdict NEEDS_MORE = new Verdict(Certainty.NEEDS_MORE, Optional.empty());

    /** Could be the protocol; who sends such bytes cannot be told. */
    public static final Verdict WEAK = new Verdict(Certainty.WEAK, Optional.empty());

    public static Verdict yes(Direction sentBy) {
      return new Verdict(Certainty.YES, Optional.of(sentBy));
    }
  }

  /** How sure a signature is. */
  enum Certainty {
    NO,
    NEEDS_MORE,
    /**
     * Could be; accepted only where {@link Signature#isUsualPort} agrees and nothing better is
     * found.
     */
    WEAK,
    YES
  }
}
