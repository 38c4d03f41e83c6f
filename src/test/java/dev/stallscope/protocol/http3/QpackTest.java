package dev.stallscope.protocol.http3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamDecoder;
import dev.stallscope.protocol.StreamGap;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import dev.stallscope.protocol.http.stream.HeaderBlock;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples of RFC 9204 appendix B, and what cannot be known. */
class QpackTest {
  /** B.2: a table of 220 bytes, {@code :authority} and {@code :path}. */
  private static final String FIRST =
      "3fbd01 c00f 7777 772e 6578 616d 706c 652e 636f 6d c10c 2f73 616d 706c 652f 7061 7468";

  /** B.3: {@code custom-key: custom-value}. */
  private static final String CUSTOM =
      "4a63 7573 746f 6d2d 6b65 790c 6375 7374 6f6d 2d76 616c 7565";

  private final Peer peer = new Peer(Direction.CLIENT_TO_SERVER);
  private final StreamDecoder encoder = peer.encoder();
  private long offset;

  @BeforeEach
  void allowsATable() {
    peer.allowTable(220, 0, 0);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private void instruct(String hex) {
    byte[] bytes = bytes(hex);
    encoder.bytes(
        Direction.CLIENT_TO_SERVER, new StreamBytes().set(bytes, 0, bytes.length, offset, 0, 0));
    offset += bytes.length;
  }

  private HeaderBlock decode(String hex) {
    byte[] block = bytes("ff" + hex);
    return peer.sections().decode(block, 1, block.length - 1);
  }

  private boolean mustWait(String hex) {
    byte[] block = bytes(hex);
    return peer.sections().mustWait(block, 0, block.length);
  }

  @Test
  void decodesALiteralWithANameOfTheStaticTable() {
    assertThat(decode("0000 510b 2f69 6e64 6578 2e68 746d 6c").path())
        .as("B.1")
        .contains("/index.html");
  }

  @Test
  void decodesReferencesToTheDynamicTable() {
    assertThat(mustWait("0381 1011")).as("before the instructions came").isTrue();
    instruct(FIRST);
    assertThat(mustWait("0381 1011")).isFalse();
    HeaderBlock second = decode("0381 1011");
    assertThat(second.authority()).as("B.2").contains("www.example.com");
    assertThat(second.path()).as("B.2").contains("/sample/path");

    instruct(CUSTOM);
    instruct("02");
    HeaderBlock fourth = decode("0500 80c1 81");
    assertThat(fourth.authority()).as("B.4").contains("www.example.com");
    assertThat(fourth.path()).as("B.4").contains("/");
    assertThat(fourth.headers().fields())
        .as("B.4")
        .containsExactly(
            new Field("host", "www.example.com"), new Field("custom-key", "custom-value"));
    assertThat(fourth.isWhole()).isTrue();

    instruct("810d 6375 7374 6f6d 2d76 616c 7565 32");
    assertThat(decode("0600 80").headers().first("custom-key")).as("B.5").contains("custom-value2");
  }

  @Test
  void takesInstructionsInPieces() {
    for (byte one : bytes(FIRST)) {
      instruct(HexFormat.of().toHexDigits(one));
    }
    assertThat(decode("0381 1011").path()).contains("/sample/path");
  }

  @Test
  void countsAnEvictedEntryAsUnknown() {
    instruct(FIRST + CUSTOM);
    instruct("02");
    instruct("810d 6375 7374 6f6d 2d76 616c 7565 32");
    HeaderBlock old = decode("0600 84"); // the first of five entries, of which B.5 evicts one
    assertThat(old.unknownFields()).isEqualTo(1);
    assertThat(old.authority()).isEmpty();
  }

  @Test
  void knowsNoEntryOnceInstructionsWereMissed() {
    instruct(FIRST);
    encoder.gap(
        Direction.CLIENT_TO_SERVER, new StreamGap(StreamGap.Reason.NOT_CAPTURED, offset, 3, 0, 0));
    offset += 3;
    instruct(CUSTOM);
    HeaderBlock block = decode("0381 10 d1 11");
    assertThat(block.unknownFields()).isEqualTo(2);
    assertThat(block.method()).as("the static table is known").contains("GET");
    assertThat(mustWait("0381 1011")).as("in vain").isFalse();
  }

  @Test
  void believesNoReferenceBeyondWhatTheSectionSaysItNeeds() {
    instruct(FIRST + CUSTOM);
    // Needs 2 entries, base 2, then the third after the base.
    assertThat(decode("0300 10").unknownFields()).isEqualTo(1);
  }

  @Test
  void reckonsTheCountBeyondTwiceTheLargestTable() {
    instruct(FIRST);
    for (int i = 0; i < 40; i++) {
      instruct(CUSTOM);
    }
    // 42 insertions; no more than 6 fit: 42 mod 12 + 1.
    assertThat(decode("0700 80").headers().first("custom-key")).contains("custom-value");
    assertThat(mustWait("0800")).as("43").isTrue();
    assertThat(decode("0e00 80").isWhole()).as("no sender may say 13").isFalse();
  }

  @Test
  void waitsWhileItIsNotKnownHowLargeTheTableMayBe() {
    Peer unknown = new Peer(Direction.CLIENT_TO_SERVER);
    byte[] block = bytes("0381 1011");
    assertThat(unknown.sections().mustWait(block, 0, block.length)).isTrue();
    assertThat(unknown.sections().decode(block, 0, block.length).unknownFields()).isEqualTo(2);
  }

  @Test
  void takesNoBrokenSectionForAWholeOne() {
    for (String broken : new String[] {"", "00", "0000 51", "0000 ff", "0000 5105 61"}) {
      assertThat(decode(broken).isWhole()).as(broken).isFalse();
    }
  }

  @Test
  void expandsABombOnlyUpToItsLimit() {
    peer.allowTable(4096, 0, 0);
    instruct("3fe11f 41 61 7f a1 1e".replace(" ", "") + "61".repeat(4000));
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(bytes("0200"));
    for (int i = 0; i < 250_000; i++) {
      block.write(0x80);
    }
    long kept = 0;
    for (int i = 0; i < 20; i++) {
      HeaderBlock decoded = peer.sections().decode(block.toByteArray(), 0, block.size());
      assertThat(decoded.isWhole()).isFalse();
      assertThat(decoded.headers().sizeBytes()).isLessThanOrEqualTo(DecodeLimits.HEADER_BYTES);
      kept += decoded.headers().sizeBytes();
    }
    assertThat(kept).isBetween(4000L, DecodeLimits.ALL_HEADER_BYTES);
  }
}
