package dev.stallscope.tls;

import dev.stallscope.bytes.Bytes;
import java.util.Optional;

/**
 * A ticket that a TLS 1.3 server gives for later connections (RFC 8446 4.6.1):
 *
 * <pre>
 * lifetime (4), age add (4), nonce (1 + n), ticket (2 + n), extensions (2 + n)
 * </pre>
 *
 * @param lifetimeSeconds how long it may be used
 * @param earlyDataBytes how much may be sent along with a hello that uses it, 0 for nothing
 */
public record SessionTicket(long lifetimeSeconds, long earlyDataBytes) {
  private static final int NONCE_AT = 8;

  /** Reads the body of a NewSessionTicket message of TLS 1.3. */
  public static Optional<SessionTicket> parse(byte[] bytes, int offset, int length) {
    int end = offset + length;
    if (length <= NONCE_AT) {
      return Optional.empty();
    }
    int ticketAt = offset + NONCE_AT + 1 + Bytes.u8(bytes, offset + NONCE_AT);
    if (ticketAt + 2 > end) {
      return Optional.empty();
    }
    int extensionsAt = ticketAt + 2 + Bytes.u16(bytes, ticketAt);
    if (extensionsAt > end) {
      return Optional.empty();
    }
    Extensions extensions = new Extensions(bytes, extensionsAt, end);
    long earlyDataBytes = 0;
    while (extensions.advance()) {
      if (extensions.type() == Extensions.EARLY_DATA) {
        earlyDataBytes = extensions.longValue();
      }
    }
    return Optional.of(new SessionTicket(Bytes.u32(bytes, offset), earlyDataBytes));
  }
}
