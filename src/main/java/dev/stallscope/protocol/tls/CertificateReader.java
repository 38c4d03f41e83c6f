package dev.stallscope.protocol.tls;

import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.tls.CertificateCompression;
import dev.stallscope.tls.CertificateList;
import dev.stallscope.tls.CertificateMessage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Reads each certificate chain once, however many connections show it. */
final class CertificateReader {
  private final Map<ByteBuffer, Optional<CertificateList>> clear = new ConcurrentHashMap<>();
  private final Map<ByteBuffer, Optional<CertificateMessage>> opened = new ConcurrentHashMap<>();
  private final Map<ByteBuffer, Optional<CertificateMessage>> packed = new ConcurrentHashMap<>();

  /** What makes something of the bytes of a message. */
  @FunctionalInterface
  private interface Parser<T> {
    Optional<T> parse(byte[] bytes, int offset, int length);
  }

  /** A chain as TLS 1.2 has it. */
  Optional<CertificateList> read(byte[] bytes, int offset, int length) {
    return once(clear, CertificateList::parse, bytes, offset, length);
  }

  /** A chain as TLS 1.3 has it. */
  Optional<CertificateMessage> read13(byte[] bytes, int offset, int length) {
    return once(opened, CertificateMessage::parse, bytes, offset, length);
  }

  /** A compressed chain. */
  Optional<CertificateMessage> unpacked(byte[] bytes, int offset, int length) {
    return once(packed, CertificateReader::unpack, bytes, offset, length);
  }

  private static Optional<CertificateMessage> unpack(byte[] bytes, int offset, int length) {
    return CertificateCompression.unpack(bytes, offset, length)
        .flatMap(body -> CertificateMessage.parse(body, 0, body.length));
  }

  private static <T> Optional<T> once(
      Map<ByteBuffer, Optional<T>> known, Parser<T> parser, byte[] bytes, int offset, int length) {
    Optional<T> chain = known.get(ByteBuffer.wrap(bytes, offset, length));
    if (chain != null) {
      return chain;
    }
    chain = parser.parse(bytes, offset, length);
    if (known.size() < DecodeLimits.TLS_CHAINS) {
      known.put(ByteBuffer.wrap(Arrays.copyOfRange(bytes, offset, offset + length)), chain);
    }
    return chain;
  }
}
