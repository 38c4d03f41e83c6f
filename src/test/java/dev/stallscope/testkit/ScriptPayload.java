package dev.stallscope.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a line of a scenario sends: text, hexadecimal digits, counted filler, and their sum. */
final class ScriptPayload {
  private static final Map<Integer, String> REASONS =
      Map.of(
          200,
          "OK",
          204,
          "No Content",
          301,
          "Moved Permanently",
          302,
          "Found",
          304,
          "Not Modified",
          404,
          "Not Found",
          500,
          "Internal Server Error",
          503,
          "Service Unavailable");

  private ScriptPayload() {}

  /** One or more pieces with plus signs between them. */
  static byte[] read(ScriptTokens words, Map<String, byte[]> named) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    do {
      bytes.writeBytes(readPiece(words, named));
    } while (words.accept("+"));
    return bytes.toByteArray();
  }

  private static byte[] readPiece(ScriptTokens words, Map<String, byte[]> named) {
    if (words.nextIsNumber()) {
      return filler((int) words.number("count"));
    }
    String word = words.next("payload");
    if (word.startsWith("\"")) {
      return text(word, words);
    }
    if (word.startsWith("$")) {
      byte[] bytes = named.get(word.substring(1));
      if (bytes == null) {
        throw words.problem("no payload is named " + word);
      }
      return bytes;
    }
    if (word.equals("hex")) {
      return Encapsulation.hex(words.next("digits"));
    }
    throw words.problem("no payload: " + word);
  }

  /** {@code GET /path [host NAME]}. */
  static byte[] httpRequest(ScriptTokens words) {
    String line = words.next("method") + " " + words.next("path") + " HTTP/1.1\r\n";
    String host = words.accept("host") ? words.next("host") : "example.test";
    return ascii(line + "Host: " + host + "\r\n\r\n");
  }

  /** {@code 200 1500}: status and bytes of the body. */
  static byte[] httpResponse(ScriptTokens words) {
    int status = (int) words.number("status");
    int bodyBytes = (int) words.number("body bytes");
    String head =
        "HTTP/1.1 "
            + status
            + " "
            + REASONS.getOrDefault(status, "Status")
            + "\r\nContent-Type: text/plain\r\nContent-Length: "
            + bodyBytes
            + "\r\n\r\n";
    return Encapsulation.join(ascii(head), filler(bodyBytes));
  }

  private static byte[] filler(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) ('a' + i % 26);
    }
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Quoted text with the escapes r, n, t, 0, quote, backslash and xNN. */
  private static byte[] text(String quoted, ScriptTokens words) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String text = quoted.substring(1, quoted.length() - 1);
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '\\') {
        bytes.write(text.charAt(i));
        continue;
      }
      char escape = text.charAt(++i);
      switch (escape) {
        case 'r' -> bytes.write('\r');
        case 'n' -> bytes.write('\n');
        case 't' -> bytes.write('\t');
        case '0' -> bytes.write(0);
        case '"', '\\' -> bytes.write(escape);
        case 'x' -> {
          bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
          i += 2;
        }
        default -> throw words.problem("no escape: \\" + escape);
      }
    }
    return bytes.toByteArray();
  }
}
