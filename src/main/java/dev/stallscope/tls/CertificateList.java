package dev.stallscope.tls;

import dev.stallscope.bytes.Bytes;
import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate chain. TLS 1.2 and older send it in the clear (RFC 5246 7.4.2): the length of all
 * in three bytes, then each certificate behind its length in three bytes.
 *
 * @param certificates those that could be read, the server's own first
 * @param count how many the chain has, readable or not
 * @param chainBytes of all certificates
 */
public record CertificateList(List<CertificateSummary> certificates, int count, int chainBytes) {
  /** OpenSSL takes chains of at most 100 certificates and 100 KB. */
  private static final int MAX_CERTIFICATES = 100;

  private static final int LENGTH_BYTES = 3;

  /** Kinds of alternative names (RFC 5280 section 4.2.1.6). */
  private static final int DNS_NAME = 2;

  private static final int IP_ADDRESS = 7;

  /** Reads the body of a Certificate message, without its four bytes of type and length. */
  public static Optional<CertificateList> parse(byte[] bytes, int offset, int length) {
    return parse(bytes, offset, length, false);
  }

  /**
   * Reads a list.
   *
   * @param hasExtensions whether extensions stand behind each certificate, as in TLS 1.3
   */
  static Optional<CertificateList> parse(
      byte[] bytes, int offset, int length, boolean hasExtensions) {
    if (length < LENGTH_BYTES) {
      return Optional.empty();
    }
    int end = offset + Math.min(length, LENGTH_BYTES + Bytes.u24(bytes, offset));
    int at = offset + LENGTH_BYTES;
    List<CertificateSummary> certificates = new ArrayList<>();
    int count = 0;
    int chainBytes = 0;
    while (at + LENGTH_BYTES <= end && count < MAX_CERTIFICATES) {
      int size = Bytes.u24(bytes, at);
      at += LENGTH_BYTES;
      if (size == 0 || at + size > end) {
        break;
      }
      summary(bytes, at, size).ifPresent(certificates::add);
      count++;
      chainBytes += size;
      at += size;
      if (hasExtensions) {
        at += at + 2 > end ? 2 : 2 + Bytes.u16(bytes, at);
      }
    }
    return Optional.of(new CertificateList(List.copyOf(certificates), count, chainBytes));
  }

  private static Optional<CertificateSummary> summary(byte[] bytes, int offset, int size) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      ByteArrayInputStream source = new ByteArrayInputStream(bytes, offset, size);
      return factory.generateCertificate(source) instanceof X509Certificate certificate
          ? Optional.of(summary(certificate, size))
          : Optional.empty();
    } catch (CertificateException | RuntimeException unreadable) {
      // The JDK's parser meets hostile bytes with more than its checked exception.
      return Optional.empty();
    }
  }

  private static CertificateSummary summary(X509Certificate certificate, int size)
      throws CertificateException {
    return new CertificateSummary(
        name(certificate.getSubjectX500Principal()),
        name(certificate.getIssuerX500Principal()),
        names(certificate),
        nanos(certificate.getNotBefore().toInstant()),
        nanos(certificate.getNotAfter().toInstant()),
        certificate.getPublicKey().getAlgorithm(),
        keyBits(certificate.getPublicKey()),
        certificate.getSigAlgName(),
        size);
  }

  private static List<String> names(X509Certificate certificate) throws CertificateException {
    Collection<List<?>> listed = certificate.getSubjectAlternativeNames();
    List<String> names = new ArrayList<>();
    for (List<?> name : listed == null ? List.<List<?>>of() : listed) {
      if (name.get(1) instanceof String text
          && (name.getFirst().equals(DNS_NAME) || name.getFirst().equals(IP_ADDRESS))) {
        names.add(text);
      }
    }
    return names.isEmpty() ? List.of(name(certificate.getSubjectX500Principal())) : names;
  }

  /** Certificates without an end say the year 9999, which nanoseconds do not reach. */
  private static long nanos(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond());
  }

  private static int keyBits(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa -> rsa.getModulus().bitLength();
      case ECPublicKey ec -> ec.getParams().getCurve().getField().getFieldSize();
      default -> -1;
    };
  }

  private static String name(X500Principal principal) {
    String whole = principal.getName();
    try {
      for (Rdn rdn : new LdapName(whole).getRdns()) {
        if (rdn.getType().equalsIgnoreCase("CN")) {
          return String.valueOf(rdn.getValue());
        }
      }
    } catch (InvalidNameException unusual) {
      return whole;
    }
    return whole;
  }
}
