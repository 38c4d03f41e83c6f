package dev.stallscope.analysis.detail;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The head of an HTTP/1 message that begins in a packet. */
final class HttpFields {
  private static final Pattern START =
      Pattern.compile("(?:[A-Z][A-Z-]{2,19} \\S.*|HTTP/1\\.[01] [1-9]\\d\\d.*)");
  private static final Pattern REQUEST_END = Pattern.compile(".* HTTP/1\\.[01]");
  private static final int MAX_START_BYTES = 8 << 10;
  private static final int MAX_FIELDS = 256;

  private HttpFields() {}

  /** Whether a message seems to begin here; a long request line may end in another packet. */
  static boolean isStart(byte[] bytes, int from, int end) {
    int to = lineEnd(bytes, from, Math.min(end, from + MAX_START_BYTES));
    String line = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).stripTrailing();
    boolean isWhole = to < end;
    return START.matcher(line).matches()
        && (!isWhole || line.startsWith("HTTP/") || REQUEST_END.matcher(line).matches());
  }

  static AppFields read(byte[] bytes, int from, int end) {
    FieldReader in = new FieldReader(bytes, from, end);
    String start = line(in, "Start line");
    int fields = 0;
    while (in.left() > 0 && !isLineEnd(in) && fields < MAX_FIELDS) {
      field(in);
      fields++;
    }
    if (in.left() > 0 && isLineEnd(in)) {
      line(in, "End of head");
    }
    in.data("Body, as far as it is in this packet", in.left());
    return new AppFields("HTTP", start, in.header("HTTP", start, from));
  }

  /** Bytes of a message that began before. */
  static AppFields continued(byte[] bytes, int from, int end) {
    FieldReader in = new FieldReader(bytes, from, end);
    in.data("Data", in.left());
    return new AppFields("HTTP", "Continuation", in.header("HTTP", "continuation", from));
  }

  private static boolean isLineEnd(FieldReader in) {
    return in.peek(0) == '\n' || in.peek(0) == '\r' && in.peek(1) == '\n';
  }

  private static String line(FieldReader in, String name) {
    int from = in.position();
    int size = Math.min(lineEnd(in.bytes(), from, in.end()) + 1, in.end()) - from;
    String text = new String(in.bytes(), from, size, StandardCharsets.ISO_8859_1).stripTrailing();
    in.add(name, FieldReader.printable(text), size);
    return FieldReader.printable(text);
  }

  private static void field(FieldReader in) {
    int from = in.position();
    int size = Math.min(lineEnd(in.bytes(), from, in.end()) + 1, in.end()) - from;
    String text =
        FieldReader.printable(
            new String(in.bytes(), from, size, StandardCharsets.ISO_8859_1).stripTrailing());
    int colon = text.indexOf(':');
    if (colon > 0) {
      in.add(text.substring(0, colon), text.substring(colon + 1).strip(), size);
    } else {
      in.add("Line", text, size);
    }
  }

  /** Index of the next line feed, or the end. */
  static int lineEnd(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] != '\n') {
      at++;
    }
    return at;
  }
}
