package dev.stallscope.protocol.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import dev.stallscope.protocol.http.stream.HeaderBlock;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The examples of RFC 7541 appendix C, and a connection that was joined in the middle. */
class HeaderDecoderTest {
  private final HeaderDecoder decoder = new HeaderDecoder();

  private HeaderBlock decode(String hex) {
    byte[] block = HexFormat.of().parseHex("ffff" + hex.replace(" ", "") + "ff");
    return decoder.decode(block, 2, block.length - 3);
  }

  private static HeaderBlock request(String scheme, String path, Field... others) {
    List<Field> fields = new ArrayList<>(List.of(new Field("host", "www.example.com")));
    fields.addAll(List.of(others));
    return new HeaderBlock(
        Optional.of("GET"),
        Optional.of(scheme),
        Optional.of("www.example.com"),
        Optional.of(path),
        Optional.empty(),
        HttpHeaders.of(fields),
        0);
  }

  private static HeaderBlock response(String status, Field... fields) {
    return new HeaderBlock(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(status),
        HttpHeaders.of(List.of(fields)),
        0);
  }

  @Test
  void decodesLiteralsOfAllKinds() {
    assertThat(decode("400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572").headers())
        .as("C.2.1")
        .isEqualTo(HttpHeaders.of(List.of(new Field("custom-key", "custom-header"))));
    assertThat(decode("040c 2f73 616d 706c 652f 7061 7468").path())
        .as("C.2.2")
        .contains("/sample/path");
    assertThat(decode("1008 7061 7373 776f 7264 0673 6563 7265 74").headers())
        .as("C.2.3")
        .isEqualTo(HttpHeaders.of(List.of(new Field("password", "secret"))));
    assertThat(decode("82").method()).as("C.2.4").contains("GET");
  }

  @Test
  void decodesRequestsWithoutHuffmanCode() {
    Field noCache = new Field("cache-control", "no-cache");
    Field custom = new Field("custom-key", "custom-value");
    assertThat(decode("8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d"))
        .as("C.3.1")
        .isEqualTo(request("http", "/"));
    assertThat(decode("8286 84be 5808 6e6f 2d63 6163 6865"))
        .as("C.3.2")
        .isEqualTo(request("http", "/", noCache));
    assertThat(decode("8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65"))
        .as("C.3.3")
        .isEqualTo(request("https", "/index.html", custom));
  }

  @Test
  void decodesRequestsWithHuffmanCode() {
    Field noCache = new Field("cache-control", "no-cache");
    Field custom = new Field("custom-key", "custom-value");
    assertThat(decode("8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff"))
        .as("C.4.1")
        .isEqualTo(request("http", "/"));
    assertThat(decode("8286 84be 5886 a8eb 1064 9cbf"))
        .as("C.4.2")
        .isEqualTo(request("http", "/", noCache));
    assertThat(decode("8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf"))
        .as("C.4.3")
        .isEqualTo(request("https", "/index.html", custom));
  }

  /**
   * C.6, where the encoder announces nothing, but the table is limited to 256 bytes by settings.
   */
  @Test
  void decodesResponsesThatEvictEntries() {
    Field privately = new Field("cache-control", "private");
    Field location = new Field("location", "https://www.example.com");
    assertThat(
            decode(
                "3fe1 01" // the size of the table as a size update: 256
                    + "4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0"
                    + " 82a6 2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3"))
        .as("C.6.1")
        .isEqualTo(
            response(
                "302", privately, new Field("date", "Mon, 21 Oct 2013 20:13:21 GMT"), location));
    assertThat(decode("4883 640e ffc1 c0bf"))
        .as("C.6.2")
        .isEqualTo(
            response(
                "307", privately, new Field("date", "Mon, 21 Oct 2013 20:13:21 GMT"), location));
    assertThat(
            decode(
                "88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab"
                    + " 77ad 94e7 821d d7f2 e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5"
                    + " 291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07"))
        .as("C.6.3")
        .isEqualTo(
            response(
                "200",
                privately,
                new Field("date", "Mon, 21 Oct 2013 20:13:22 GMT"),
                location,
                new Field("content-encoding", "gzip"),
                new Field(
                    "set-cookie", "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1")));
  }

  @Test
  void countsReferencesToWhatWasNotSeenAndReadsOn() {
    HeaderBlock block = decode("8286 84c5 4003 666f 6f03 6261 72");
    assertThat(block.method()).contains("GET");
    assertThat(block.unknownFields()).isEqualTo(1);
    assertThat(block.headers().fields()).containsExactly(new Field("foo", "bar"));
    assertThat(decode("be").headers().fields())
        .as("the newest entry is known whatever came before the capture")
        .containsExactly(new Field("foo", "bar"));
    assertThat(decode("bf").unknownFields()).isEqualTo(1);
  }

  @Test
  void givesNoValueForANameThatWasNotSeen() {
    HeaderBlock block = decode("7f01 0362 6172"); // a name of the dynamic table, with "bar"
    assertThat(block.unknownFields()).isEqualTo(1);
    assertThat(block.headers().fields()).isEmpty();
    assertThat(decode("be").unknownFields()).isEqualTo(1);
  }

  @Test
  void forgetsTheTableWhenABlockWasMissedOrBroken() {
    decode("4003 666f 6f03 6261 72");
    decoder.missed();
    assertThat(decode("be").unknownFields()).isEqualTo(1);
    decode("4003 666f 6f03 6261 72");
    assertThat(decode("82 407f").isWhole()).isFalse();
    assertThat(decoder.isBroken()).isTrue();
    assertThat(decode("be").unknownFields()).isEqualTo(1);
  }

  @Test
  void takesNoBrokenCodeForText() {
    for (String broken :
        List.of(
            "00 81ff 00", // eight bits of padding
            "00 82f1e0 00", // padding that is not all ones
            "00 84ffffffff 00", // end of string
            "7f ffffffffff 00")) { // a number beyond 32 bits
      HeaderBlock block = decode(broken);
      assertThat(block.isWhole()).as(broken).isFalse();
      assertThat(decoder.isBroken()).as(broken).isTrue();
    }
  }

  /** An entry of 4 kB, then references to it: 256 kB of block would stand for a gigabyte. */
  @Test
  void expandsABombOnlyUpToItsLimit() {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(HexFormat.of().parseHex("40 01 61 7f a1 1e".replace(" ", "")));
    block.writeBytes(new byte[4000]);
    for (int i = 0; i < 250_000; i++) {
      block.write(0xbe);
    }
    long kept = 0;
    for (int i = 0; i < 20; i++) {
      HeaderBlock decoded = decoder.decode(block.toByteArray(), 0, block.size());
      assertThat(decoded.isWhole()).isFalse();
      assertThat(decoded.headers().sizeBytes()).isLessThanOrEqualTo(DecodeLimits.HEADER_BYTES);
      kept += decoded.headers().sizeBytes();
    }
    assertThat(kept).isLessThanOrEqualTo(DecodeLimits.ALL_HEADER_BYTES);
  }
}
