package dev.stallscope.protocol.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentTokensTest {
  private static ContentTokens scan(String text, int piece) {
    TokenScanner scanner = new TokenScanner();
    byte[] bytes = text.getBytes(UTF_8);
    for (int at = 0; at < bytes.length; at += piece) {
      scanner.bytes(bytes, at, Math.min(piece, bytes.length - at));
    }
    return scanner.tokens();
  }

  @Test
  void holdsIdsHoweverTheTextIsCut() {
    String text = "{\"id\": \"a81-f03\", \"parent\": 4711, \"name\": \"bicycle\", \"n\": 12}";

    for (int piece = 1; piece < text.length(); piece++) {
      ContentTokens tokens = scan(text, piece);
      assertThat(tokens.mayHold("a81-f03")).isTrue();
      assertThat(tokens.mayHold("4711")).isTrue();
      assertThat(tokens.mayHold("bicycle")).isFalse();
      assertThat(tokens.mayHold("12")).isFalse();
      assertThat(tokens).isEqualTo(scan(text, 1));
    }
  }

  @Test
  void aLongRunNeedsNoDigit() {
    assertThat(scan("next=abcdefghijklmnop", 99).mayHold("abcdefghijklmnop")).isTrue();
    assertThat(scan("next=abcdefghijklmno", 99).mayHold("abcdefghijklmno")).isFalse();
  }

  @Test
  void findsTheIdsOfAnAddress() {
    assertThat(ContentTokens.in("/users/4711/orders?since=2024-01-01&page=2#x9y"))
        .containsExactly("4711", "2024-01-01", "x9y");
    assertThat(ContentTokens.in("/v1/\u00e9\u00e9\u00e9/ab")).isEmpty();
  }

  @Test
  void knowsWhenItHoldsTooMany() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ContentTokens.MOST; i++) {
      text.append(1000 + i).append(' ');
    }
    assertThat(scan(text.toString(), 7).mayHold("999")).isFalse();
    assertThat(scan(text + "9999", 7).mayHold("999")).isTrue();
  }
}
