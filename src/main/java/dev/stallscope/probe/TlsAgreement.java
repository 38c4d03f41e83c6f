package dev.stallscope.probe;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a handshake agreed on, or how far it came. The certificates stay as they are until somebody
 * wants to know what they say: to read them takes longer than anything else that a probe does
 * between its steps.
 *
 * @param version such as {@code TLSv1.3}, or empty
 * @param cipher the suite's name, or empty
 * @param alpn the protocol that was agreed on, or empty
 * @param chain the server's certificates as sent; a resumed session sends none
 */
record TlsAgreement(String version, String cipher, String alpn, List<X509Certificate> chain) {
  TlsAgreement {
    chain = List.copyOf(chain);
  }

  /** The handshake failed after the server had shown this. */
  static TlsAgreement none(List<X509Certificate> shown) {
    return new TlsAgreement("", "", "", shown);
  }

  TlsAgreement withAlpn(String agreed) {
    return new TlsAgreement(version, cipher, agreed, chain);
  }

  TlsFacts facts() {
    return new TlsFacts(
        version, cipher, alpn, chain.isEmpty(), chain.stream().map(CertificateFacts::of).toList());
  }
}
