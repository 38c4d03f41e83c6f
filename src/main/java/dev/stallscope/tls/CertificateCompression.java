package dev.stallscope.tls;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.stallscope.bytes.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;

/**
 * The compressed form of a Certificate message (RFC 8879 4):
 *
 * <pre>
 * algorithm (2), length of the message (3), compressed message (3 + n)
 * </pre>
 */
public final class CertificateCompression {
  private static final int ZLIB = 1;
  private static final int BROTLI = 2;
  private static final int ZSTD = 3;
  private static final int HEADER_BYTES = 8;

  /** OpenSSL takes chains of at most 100 KB. */
  private static final int MAX_BYTES = 128 << 10;

  private CertificateCompression() {}

  /**
   * Unpacks the body of a CompressedCertificate message.
   *
   * @return the body of the Certificate message; empty where it is damaged or too long
   */
  public static Optional<byte[]> unpack(byte[] bytes, int offset, int length) {
    if (length < HEADER_BYTES) {
      return Optional.empty();
    }
    int size = Bytes.u24(bytes, offset + 2);
    int packed = Math.min(Bytes.u24(bytes, offset + 5), length - HEADER_BYTES);
    if (size > MAX_BYTES) {
      return Optional.empty();
    }
    InputStream source = new ByteArrayInputStream(bytes, offset + HEADER_BYTES, packed);
    try (InputStream decoder = decoder(Bytes.u16(bytes, offset), source)) {
      byte[] body = decoder.readNBytes(size);
      return body.length == size ? Optional.of(body) : Optional.empty();
    } catch (IOException | RuntimeException damaged) {
      // The brotli decoder throws unchecked exceptions for some damage.
      return Optional.empty();
    }
  }

  private static InputStream decoder(int algorithm, InputStream source) throws IOException {
    return switch (algorithm) {
      case ZLIB -> new InflaterInputStream(source);
      case BROTLI -> new BrotliInputStream(source);
      case ZSTD -> new ZstdInputStreamNoFinalizer(source);
      default -> throw new IOException("unknown algorithm " + algorithm);
    };
  }
}
