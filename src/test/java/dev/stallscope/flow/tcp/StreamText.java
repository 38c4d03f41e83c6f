package dev.stallscope.flow.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/**
 * Writes down what a reassembler delivers: bytes with the packet that brought them, {@code [-n]}
 * for bytes that no packet brought, {@code [~n]} for bytes the snap length cut, and the end.
 */
final class StreamText implements StreamConsumer {
  private final StringBuilder packets = new StringBuilder();
  private final StringBuilder bytes = new StringBuilder();
  private final StringBuilder acknowledged = new StringBuilder();
  private long next;
  private boolean hasEnded;

  @Override
  public void bytes(
      byte[] array,
      int offset,
      int length,
      long streamOffset,
      long acknowledgedOffset,
      long epochNanos,
      int packet) {
    follow(streamOffset, length);
    String text = new String(array, offset, length, StandardCharsets.ISO_8859_1);
    acknowledged.append(text).append('<').append(acknowledgedOffset).append(' ');
    bytes.append(text);
    packets.append(text).append('@').append(packet).append(' ');
  }

  @Override
  public void gap(
      boolean isCutBySnaplen, long streamOffset, long length, long epochNanos, int packet) {
    follow(streamOffset, length);
    String text = (isCutBySnaplen ? "[~" : "[-") + length + "]";
    bytes.append(text);
    packets.append(text).append('@').append(packet).append(' ');
  }

  @Override
  public void end(End end, long epochNanos, int packet) {
    assertThat(hasEnded).isFalse();
    hasEnded = true;
    packets.append(end).append('@').append(packet);
  }

  private void follow(long streamOffset, long length) {
    assertThat(hasEnded).isFalse();
    assertThat(length).isPositive();
    assertThat(streamOffset).isEqualTo(next);
    next += length;
  }

  /** Everything with its packets: {@code abc@3 [-2]@5 FIN@6}. */
  String packets() {
    return packets.toString();
  }

  /** The bytes with what their packets acknowledged of the other side: {@code abc<5 }. */
  String acknowledged() {
    return acknowledged.toString();
  }

  /** The bytes and gaps alone. */
  String text() {
    return bytes.toString();
  }

  long length() {
    return next;
  }
}
