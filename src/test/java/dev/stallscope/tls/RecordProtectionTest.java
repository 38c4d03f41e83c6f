package dev.stallscope.tls;

import static dev.stallscope.tls.TlsBytes.join;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordProtectionTest {
  private static final RecordCipher AES_128 = RecordCipher.of(0x1301).orElseThrow();
  private static final byte[] TEXT = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MASTER = new byte[48];

  /** The trace of RFC 8448 section 3, a simple handshake with one round trip. */
  @Test
  void opensTheServersFlightOfRfc8448() {
    RecordProtection server =
        tls13("b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38");
    byte[] record =
        hex(
            """
            d1ff334a56f5bff6594a07cc87b580233f500f45e489e7f33af35edf7869fcf40aa40aa2b8ea73f848a7
            ca07612ef9f945cb960b4068905123ea78b111b429ba9191cd05d2a389280f526134aadc7fc78c4b729d
            f828b5ecf7b13bd9aefb0e57f271585b8ea9bb355c7c79020716cfb9b1183ef3ab20e37d57a6b9d74776
            09aee6e122a4cf51427325250c7d0e509289444c9b3a648f1d71035d2ed65b0e3cdd0cbae8bf2d0b2278
            12cbb360987255cc744110c453baa4fcd610928d809810e4b7ed1a8fd991f06aa6248204797e36a6a73b
            70a2559c09ead686945ba246ab66e5edd8044b4c6de3fcf2a89441ac66272fd8fb330ef8190579b36845
            96c960bd596eea520a56a8d650f563aad27409960dca63d3e688611ea5e22f4415cf9538d51a200c2703
            4272968a264ed6540c84838d89f72c24461aad6d26f59ecaba9acbbb317b66d902f4f292a36ac1b639c6
            37ce343117b659622245317b49eeda0c6258f100d7d961ffb138647e92ea330faeea6dfa31c7a84dc3bd
            7e1b7a6c7178af36879018e3f252107f243d243dc7339d5684c8b0378bf30244da8c87c843f5e56eb4c5
            e8280a2b48052cf93b16499a66db7cca71e4599426f7d461e66f99882bd89fc50800becca62d6c74116d
            bd2972fda1fa80f85df881edbe5a37668936b335583b599186dc5c6918a396fa48a181d6b6fa4f9d62d5
            13afbb992f2b992f67f8afe67f76913fa388cb5630c8ca01e0c65d11c66a1e2ac4c85977b7c7a6999bbf
            10dc35ae69f5515614636c0b9b68c19ed2e31c0b3b66763038ebba42f3b38edc0399f3a9f23faa63978c
            317fc9fa66a73f60f0504de93b5b845e275592c12335ee340bbc4fddd502784016e4b3be7ef04dda49f4
            b440a30cb5d2af939828fd4ae3794e44f94df5a631ede42c1719bfdabf0253fe5175be898e750edc5337
            0d2b
            """);
    int opened = server.open(TlsRecord.APPLICATION_DATA, record, record.length);
    assertThat(opened).isEqualTo(record.length - 16);
    assertThat(record[0]).isEqualTo((byte) 8);
    assertThat(HexFormat.of().formatHex(record, opened - 37, opened))
        .isEqualTo(
            "14000020" + "9b9b141d906337fbd2cbdce71df4deda4ab42c309572cb7fffee5454b78f0718" + "16");
  }

  @Test
  void opensTheClientsFinishedOfRfc8448() {
    assertThat(
            opened(
                tls13("b3eddb126e067f35a780b3abf45e2d8f3b1a950738f52e9600746a0e27a55a21"),
                """
                75ec4dc238cce60b298044a71e219c56cc77b0517fe9b93c7a4bfc44d87f38f80338ac98fc46deb384
                bd1caeacab6867d726c40546
                """))
        .isEqualTo("14000020a8ec436d677634ae525ac1fcebe11a039ec17694fac6e98527b642f2edd5ce6116");
  }

  @Test
  void opensTheDataOfRfc8448() {
    String data =
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
            + "202122232425262728292a2b2c2d2e2f303117";
    RecordProtection client =
        tls13("9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5");
    assertThat(
            opened(
                client,
                """
                a23f7054b62c94d0affafe8228ba55cbefacea42f914aa66bcab3f2b9819a8a5b46b395bd54a9a2044
                1e2b62974e1f5a6292a2977014bd1e3deae63aeebb21694915e4
                """))
        .isEqualTo(data);
    assertThat(opened(client, "c9872760655666b74d7ff1153efd6db6d0b0e3"))
        .as("close_notify")
        .isEqualTo("010015");
  }

  /** Two records under keys of a secret of zeros, sealed by OpenSSL. */
  @ParameterizedTest
  @ValueSource(ints = {0x1304, 0x1305})
  void opensWhatAesCcmProtects(int suite) {
    boolean isShort = suite == 0x1305;
    String sealed = "5952a069578b85c437fab4e4bcd4e77e909854";
    String next = "dea730d182d517a230688622071a12dffa1e7b";
    RecordProtection server =
        KeySchedule.tls13(RecordCipher.of(suite).orElseThrow(), new byte[32]).orElseThrow();
    assertThat(
            opened(
                server,
                sealed + (isShort ? "5443ba92be2a5d76" : "fa7ad125cc33f85fdf811997d69c47c6")))
        .isEqualTo(HexFormat.of().formatHex(TEXT) + "17");
    assertPartsAre(TEXT, server, join(new byte[5], hex(next), new byte[isShort ? 8 : 16]));
    byte[] flipped =
        hex(next + (isShort ? "bdd0845c1203f425" : "403da1cfdcc0aedac913f07370cd2515"));
    assertThat(server.open(TlsRecord.APPLICATION_DATA, flipped, flipped.length))
        .isEqualTo(RecordProtection.NOT_AUTHENTIC);
    assertThat(
            opened(
                server, next + (isShort ? "bdd0845c1203f424" : "403da1cfdcc0aedac913f07370cd2514")))
        .isEqualTo(HexFormat.of().formatHex(TEXT) + "17");
    assertThat(server.open(TlsRecord.APPLICATION_DATA, new byte[7], 7))
        .isEqualTo(RecordProtection.NOT_AUTHENTIC);
  }

  /** RFC 8448 section 3: the keys that the server's handshake secret gives. */
  @Test
  void derivesTheKeysOfRfc8448() {
    byte[] secret = hex("b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38");
    assertThat(KeySchedule.expandLabel("SHA256", secret, "key", 16))
        .isEqualTo(hex("3fce516009c21727d0f2e4e86ee403bc"));
    assertThat(KeySchedule.expandLabel("SHA256", secret, "iv", 12))
        .isEqualTo(hex("5d313eb2671276ee13000b30"));
  }

  /** A vector that was agreed on when TLS 1.2 was made, and is in many implementations' tests. */
  @Test
  void expandsByThePseudorandomFunctionOfTls12() {
    assertThat(
            KeySchedule.prf(
                "SHA256",
                hex("9bbe436ba940f017b17652849a71db35"),
                "test label",
                hex("a0ba9f936cda311827a6f796ffd5198c"),
                100))
        .isEqualTo(
            hex(
                """
                e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9
                c9a46b4e14baf9af0fa022f7077def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789ba
                a48082d122ee42c5a72e5a5110fff70187347b66
                """));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x1301, 0x1302, 0x1303})
  void opensRecordsOfTls13InTheirOrder(int suite) {
    RecordCipher cipher = RecordCipher.of(suite).orElseThrow();
    byte[] secret = new byte[cipher.hashBytes()];
    RecordSealer sealer = RecordSealer.tls13(suite, secret);
    byte[] first = sealer.seal(TlsRecord.APPLICATION_DATA, TEXT);
    byte[] second = sealer.seal(TlsRecord.APPLICATION_DATA, TEXT);
    RecordProtection protection = KeySchedule.tls13(cipher, secret).orElseThrow();
    assertThat(open(protection, second)).isEmpty();
    assertThat(open(protection, first)).startsWith(TEXT);
    assertThat(open(protection, second)).startsWith(TEXT);
    assertThat(open(protection, second)).as("sent again").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0x1301, 0x1302, 0x1303, 0xc02f, 0xcca8})
  void readsAnyPartOfARecord(int suite) {
    boolean isTls13 = suite >> 8 == 0x13;
    byte[] contents = new byte[400];
    for (int i = 0; i < contents.length; i++) {
      contents[i] = (byte) (7 * i);
    }
    byte[] secret = new byte[RecordCipher.of(suite).orElseThrow().hashBytes()];
    RecordSealer sealer =
        isTls13
            ? RecordSealer.tls13(suite, secret)
            : RecordSealer.tls12(suite, MASTER, true, false);
    RecordProtection protection =
        isTls13
            ? KeySchedule.tls13(RecordCipher.of(suite).orElseThrow(), secret).orElseThrow()
            : tls12(suite, false);
    byte[] first = sealer.seal(TlsRecord.APPLICATION_DATA, TEXT);
    assertThat(protection.parts()).as("nothing has proved the keys").isEmpty();
    open(protection, first);
    assertPartsAre(contents, protection, sealer.seal(TlsRecord.APPLICATION_DATA, contents));
    protection.parts().orElseThrow().pass();
    assertThat(open(protection, sealer.seal(TlsRecord.APPLICATION_DATA, TEXT))).startsWith(TEXT);
  }

  private static void assertPartsAre(byte[] contents, RecordProtection protection, byte[] record) {
    RecordParts parts = protection.parts().orElseThrow();
    byte[] body = Arrays.copyOfRange(record, TlsRecord.HEADER_BYTES, record.length);
    assertThat(parts.plaintextBytes(body.length)).isBetween(contents.length, contents.length + 3);
    byte[] part = new byte[contents.length];
    for (int from = 0; from < contents.length; from += 13) {
      for (int count : new int[] {1, 9, 16, 64, 200}) {
        int within = Math.min(count, contents.length - from);
        parts.read(body, from, within, part);
        assertThat(Arrays.copyOf(part, within))
            .as("%d bytes from %d", within, from)
            .isEqualTo(Arrays.copyOfRange(contents, from, from + within));
      }
    }
  }

  @Test
  void aBlockCipherHasNoParts() {
    RecordSealer sealer = RecordSealer.tls12(0xc027, MASTER, true, false);
    RecordProtection protection = tls12(0xc027, false);
    open(protection, sealer.seal(TlsRecord.APPLICATION_DATA, TEXT));
    assertThat(protection.parts()).isEmpty();
  }

  static Stream<Arguments> suites12() {
    return Stream.of(0xc02f, 0xc030, 0xcca8, 0x002f, 0xc013, 0xc014, 0xc027, 0xc028)
        .flatMap(suite -> Stream.of(Arguments.of(suite, false), Arguments.of(suite, true)));
  }

  @ParameterizedTest
  @MethodSource("suites12")
  void opensRecordsOfTls12AndNoneThatWasChanged(int suite, boolean isEncryptThenMac) {
    RecordSealer sealer = RecordSealer.tls12(suite, MASTER, true, isEncryptThenMac);
    byte[] first = sealer.seal(TlsRecord.APPLICATION_DATA, TEXT);
    byte[] second = sealer.seal(TlsRecord.APPLICATION_DATA, new byte[0]);
    for (int at = TlsRecord.HEADER_BYTES; at < first.length; at++) {
      byte[] changed = first.clone();
      changed[at] ^= 0x20;
      assertThat(open(tls12(suite, isEncryptThenMac), changed)).as("byte %d", at).isEmpty();
    }
    RecordProtection protection = tls12(suite, isEncryptThenMac);
    assertThat(open(protection, first)).isEqualTo(TEXT);
    byte[] body = Arrays.copyOfRange(second, TlsRecord.HEADER_BYTES, second.length);
    assertThat(protection.open(TlsRecord.APPLICATION_DATA, body, body.length)).isZero();
  }

  @ParameterizedTest
  @MethodSource("suites12")
  void opensNoRecordThatIsShortOrCut(int suite, boolean isEncryptThenMac) {
    byte[] record =
        RecordSealer.tls12(suite, MASTER, true, isEncryptThenMac)
            .seal(TlsRecord.APPLICATION_DATA, TEXT);
    for (int length = 0; length < record.length - TlsRecord.HEADER_BYTES; length++) {
      byte[] body = Arrays.copyOfRange(record, TlsRecord.HEADER_BYTES, record.length);
      assertThat(tls12(suite, isEncryptThenMac).open(TlsRecord.APPLICATION_DATA, body, length))
          .as("first %d bytes", length)
          .isEqualTo(RecordProtection.NOT_AUTHENTIC);
    }
  }

  @Test
  void takesNoSecretOfAnotherLength() {
    assertThat(KeySchedule.tls13(AES_128, new byte[48])).isEmpty();
    RecordCipher old = RecordCipher.of(0xc02f).orElseThrow();
    assertThat(KeySchedule.tls12(old, new byte[32], new byte[64], true, false)).isEmpty();
  }

  @Test
  void knowsWhichSuitesItCannotOpen() {
    assertThat(RecordCipher.of(0x00c6)).as("SM4-GCM").isEmpty();
    assertThat(RecordCipher.of(0x0005)).as("RC4").isEmpty();
    assertThat(RecordCipher.of(0xfafa)).as("nobody's").isEmpty();
  }

  private static RecordProtection tls13(String secret) {
    return KeySchedule.tls13(AES_128, hex(secret)).orElseThrow();
  }

  private static RecordProtection tls12(int suite, boolean isEncryptThenMac) {
    return KeySchedule.tls12(
            RecordCipher.of(suite).orElseThrow(), MASTER, new byte[64], true, isEncryptThenMac)
        .orElseThrow();
  }

  private static byte[] open(RecordProtection protection, byte[] record) {
    byte[] body = Arrays.copyOfRange(record, TlsRecord.HEADER_BYTES, record.length);
    int opened = protection.open(TlsRecord.APPLICATION_DATA, body, body.length);
    return Arrays.copyOf(body, Math.max(0, opened));
  }

  private static String opened(RecordProtection protection, String record) {
    byte[] body = hex(record);
    int opened = protection.open(TlsRecord.APPLICATION_DATA, body, body.length);
    return HexFormat.of().formatHex(body, 0, Math.max(0, opened));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
  }
}
