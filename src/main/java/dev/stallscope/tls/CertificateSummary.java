package dev.stallscope.tls;

import java.util.List;
import java.util.Locale;

/**
 * What matters of one certificate.
 *
 * @param subject common name, or the whole name where it has none
 * @param issuer likewise
 * @param names DNS names and addresses that it is for (RFC 5280 section 4.2.1.6); the common name
 *     where it lists none
 * @param notBeforeNanos epoch nanoseconds
 * @param notAfterNanos epoch nanoseconds
 * @param keyAlgorithm {@code RSA}, {@code EC} ...
 * @param keyBits size of the public key, -1 where unknown
 * @param signatureAlgorithm {@code SHA256withRSA} ...
 * @param sizeBytes as it stood on the wire
 */
public record CertificateSummary(
    String subject,
    String issuer,
    List<String> names,
    long notBeforeNanos,
    long notAfterNanos,
    String keyAlgorithm,
    int keyBits,
    String signatureAlgorithm,
    int sizeBytes) {
  private static final String ANY_LABEL = "*";

  public CertificateSummary {
    names = List.copyOf(names);
  }

  /** Whether it is for a host; a wildcard stands for the leftmost label (RFC 9525 section 6.3). */
  public boolean covers(String host) {
    String asked = host.toLowerCase(Locale.ROOT);
    int dot = asked.indexOf('.');
    String wildcard = dot < 0 ? asked : ANY_LABEL + asked.substring(dot);
    return names.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .anyMatch(name -> name.equals(asked) || name.equals(wildcard));
  }
}
