package dev.stallscope.probe;

import java.util.List;

/**
 * What a TLS handshake agreed on. Where it failed, only what had come until then.
 *
 * @param version such as {@code TLSv1.3}, or empty
 * @param cipher the suite's name, or empty
 * @param alpn the protocol that was agreed on, or empty
 * @param isResumed whether an earlier session was taken up, and no certificate sent
 * @param chain the server's certificates as sent, its own first; a resumed session sends none
 */
public record TlsFacts(
    String version, String cipher, String alpn, boolean isResumed, List<CertificateFacts> chain) {
  public TlsFacts {
    chain = List.copyOf(chain);
  }

  /** Size of the chain as it is sent, without TLS's framing. */
  public long chainBytes() {
    return chain.stream().mapToLong(CertificateFacts::sizeBytes).sum();
  }
}
