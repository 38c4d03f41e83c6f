package dev.stallscope.tls;

/**
 * What matters of one certificate.
 *
 * @param subject common name, or the whole name where it has none
 * @param issuer likewise
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
    long notBeforeNanos,
    long notAfterNanos,
    String keyAlgorithm,
    int keyBits,
    String signatureAlgorithm,
    int sizeBytes) {}
