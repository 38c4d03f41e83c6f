package dev.stallscope.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import org.junit.jupiter.api.Test;

class CcmTest {
  private static final byte[] NONCE = hex("101112131415161718191a1b");
  private static final byte[] ADDITIONAL = hex("000102030405060708090a0b0c0d0e0f10111213");
  private static final String CONTENTS = "202122232425262728292a2b2c2d2e2f3031323334353637";

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static String opened(Aead aead, byte[] additional, String sealed)
      throws GeneralSecurityException {
    byte[] bytes = hex("ffff" + sealed);
    int length = aead.open(NONCE, additional, bytes, 2, bytes.length - 2, bytes);
    return HexFormat.of().formatHex(bytes, 0, length);
  }

  /** Example 3 of NIST SP 800-38C. */
  @Test
  void opensAnExampleOfTheStandard() throws GeneralSecurityException {
    Aead aead = new Ccm(hex("404142434445464748494a4b4c4d4e4f"), Ccm.SHORT_TAG_BYTES);
    String sealed = "e3b201a9f5b71a7a9b1ceaeccd97e70b6176aad9a4428aa5484392fbc1b09951";

    assertThat(opened(aead, ADDITIONAL, sealed)).isEqualTo(CONTENTS);
    assertThatThrownBy(() -> opened(aead, NONCE, sealed)).isInstanceOf(AEADBadTagException.class);
  }

  /** Sealed by OpenSSL. */
  @Test
  void opensWithALongKeyAndTag() throws GeneralSecurityException {
    Aead aead =
        new Ccm(
            hex("404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f"), Ccm.TAG_BYTES);
    String sealed =
        "04f883aeb3bd0730eaf50bb6de4fa2212034e4e41b0e75e5" + "9bba3f3a107f3239bd63902923f80371";

    assertThat(opened(aead, ADDITIONAL, sealed)).isEqualTo(CONTENTS);
    assertThatThrownBy(() -> opened(aead, ADDITIONAL, sealed.replace("9bba", "9bbb")))
        .isInstanceOf(AEADBadTagException.class);
  }
}
