package dev.stallscope.protocol.tls;

import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.tls.CertificateList;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Reads each certificate chain once, however many connections show it. */
final class CertificateReader {
  private final Map<ByteBuffer, Optional<CertificateList>> known = new ConcurrentHashMap<>();

  Optional<CertificateList> read(byte[] bytes, int offset, int length) {
    Optional<CertificateList> chain = known.get(ByteBuffer.wrap(bytes, offset, length));
    if (chain != null) {
      return chain;
    }
    chain = CertificateList.parse(bytes, offset, length);
    if (known.size() < DecodeLimits.TLS_CHAINS) {
      known.put(ByteBuffer.wrap(Arrays.copyOfRange(bytes, offset, offset + length)), chain);
    }
    return chain;
  }
}
