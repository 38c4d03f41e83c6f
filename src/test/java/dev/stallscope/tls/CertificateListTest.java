package dev.stallscope.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateListTest {
  /** Made with openssl for {@code /O=Example/CN=example.org}, P-256. */
  private static final byte[] CERTIFICATE =
      Base64.getDecoder()
          .decode(
              "MIIBpDCCAUugAwIBAgIUber0xNL7lGHr7ozxws55bC54+1swCgYIKoZIzj0EAwIwKDEQMA4GA1UECgwH"
                  + "RXhhbXBsZTEUMBIGA1UEAwwLZXhhbXBsZS5vcmcwHhcNMjYxMTIzMTEzOTI2WhcNMzYxMTIwMTEzOTI2"
                  + "WjAoMRAwDgYDVQQKDAdFeGFtcGxlMRQwEgYDVQQDDAtleGFtcGxlLm9yZzBZMBMGByqGSM49AgEGCCqG"
                  + "SM49AwEHA0IABOTYm+0aA+Znw9QYBztFdGx4JKTSUHVNPlOuo2As49Brnd7qOXT7l0mlyuNZ6vcjLYuX"
                  + "bxIyqnYvM8YFIG20bymjUzBRMB0GA1UdDgQWBBT2IcA5dy27tlrotFZ5J+XSqWOQyjAfBgNVHSMEGDAW"
                  + "gBT2IcA5dy27tlrotFZ5J+XSqWOQyjAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIDDU"
                  + "Nvn7PF562e6NlvJaSUBMVfyo8z/T8Hqtdq5GrXBPAiALQKjAVsL8YLoSMxlXoM6/oDc+uLYHZD8LdQkt"
                  + "1ogVvQ==");

  private static byte[] chain(byte[]... certificates) {
    TlsBytes all = TlsBytes.empty();
    for (byte[] certificate : certificates) {
      all.u24(certificate.length).raw(certificate);
    }
    return TlsBytes.empty().u24(all.bytes().length).raw(all.bytes()).bytes();
  }

  private static CertificateList parse(byte[] bytes) {
    return CertificateList.parse(bytes, 0, bytes.length).orElseThrow();
  }

  @Test
  void tellsWhatMattersOfACertificate() {
    CertificateList list = parse(chain(CERTIFICATE));
    assertThat(list)
        .isEqualTo(
            new CertificateList(
                List.of(
                    new CertificateSummary(
                        "example.org",
                        "example.org",
                        List.of("example.org"),
                        1_795_433_966_000_000_000L,
                        2_110_793_966_000_000_000L,
                        "EC",
                        256,
                        "SHA256withECDSA",
                        CERTIFICATE.length)),
                1,
                CERTIFICATE.length));
  }

  private static CertificateSummary forNames(String... names) {
    return new CertificateSummary("x", "y", List.of(names), 0, 1, "EC", 256, "none", 1);
  }

  @Test
  void aNameIsCoveredWholeOrByAWildcardForItsFirstLabel() {
    CertificateSummary certificate = forNames("Example.org", "*.example.org");

    assertThat(certificate.covers("example.ORG")).isTrue();
    assertThat(certificate.covers("www.example.org")).isTrue();
    assertThat(certificate.covers("a.b.example.org")).isFalse();
    assertThat(certificate.covers("example.com")).isFalse();
    assertThat(forNames("*.").covers("localhost")).isFalse();
  }

  @Test
  void countsWhatItCannotRead() {
    CertificateList list = parse(chain(CERTIFICATE, new byte[] {0x30, 3, 1, 1, 1}));
    assertThat(list.certificates()).hasSize(1);
    assertThat(list.count()).isEqualTo(2);
    assertThat(list.chainBytes()).isEqualTo(CERTIFICATE.length + 5);
  }

  @Test
  void stopsWhereALengthDoesNotFit() {
    byte[] bytes = chain(CERTIFICATE);
    bytes[3] = 1;
    assertThat(parse(bytes)).isEqualTo(new CertificateList(List.of(), 0, 0));
  }

  @Test
  void needsALength() {
    assertThat(CertificateList.parse(new byte[2], 0, 2)).isEmpty();
  }
}
