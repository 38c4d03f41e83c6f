package dev.stallscope.analysis.detail;

import dev.stallscope.tls.CipherSuites;
import dev.stallscope.tls.HandshakeType;
import dev.stallscope.tls.TlsAlert;
import dev.stallscope.tls.TlsRecord;
import dev.stallscope.tls.TlsVersion;
import java.util.ArrayList;
import java.util.List;

/** The TLS records that begin in a packet, and the handshake messages in them that can be read. */
final class TlsFields {
  private static final int MAX_RECORDS = 64;
  private static final int MAX_EXTENSIONS = 64;

  private final FieldReader in;
  private final List<String> titles = new ArrayList<>();
  private boolean isEncrypted;

  private TlsFields(FieldReader in) {
    this.in = in;
  }

  /** Whether a record seems to begin here. */
  static boolean isRecord(byte[] bytes, int from, int end) {
    return end - from >= TlsRecord.HEADER_BYTES
        && TlsRecord.isPlausible(bytes, from, TlsRecord.HEADER_BYTES);
  }

  static AppFields read(byte[] bytes, int from, int end) {
    TlsFields tls = new TlsFields(new FieldReader(bytes, from, end));
    for (int i = 0; i < MAX_RECORDS && isRecord(bytes, tls.in.position(), tls.in.end()); i++) {
      tls.record();
    }
    tls.in.data("More", tls.in.left());
    String info = String.join(", ", tls.titles);
    return new AppFields("TLS", info, tls.in.header("TLS", info, from));
  }

  private void record() {
    int from = in.position();
    int type = in.peek(0);
    int length = in.peek(3) << 8 | in.peek(4);
    FieldReader part = in.part(TlsRecord.HEADER_BYTES + length);
    part.number("Content type", 1, TlsFields::contentType);
    part.number("Version", 2, value -> new TlsVersion((int) value).title());
    part.number("Length", 2);
    String title =
        switch (type) {
          case TlsRecord.HANDSHAKE -> handshake(part, length);
          case TlsRecord.ALERT -> alert(part, length);
          case TlsRecord.CHANGE_CIPHER_SPEC -> {
            isEncrypted = true;
            yield "Change Cipher Spec";
          }
          default -> "Application Data";
        };
    titles.add(title);
    boolean isWhole = part.end() - from == TlsRecord.HEADER_BYTES + length;
    part.data(isWhole ? "Content" : "Content, as far as it is in this packet", part.left());
    in.add(part.header("Record", title, from));
  }

  private static String contentType(long type) {
    String name =
        switch ((int) type) {
          case TlsRecord.CHANGE_CIPHER_SPEC -> "change cipher spec";
          case TlsRecord.ALERT -> "alert";
          case TlsRecord.HANDSHAKE -> "handshake";
          default -> "application data";
        };
    return name + " (" + type + ")";
  }

  private String alert(FieldReader part, int length) {
    if (length != 2) {
      return "Encrypted Alert";
    }
    part.number("Level", 1, level -> level == 1 ? "warning" : level == 2 ? "fatal" : level + "");
    long code = part.number("Description", 1, value -> new TlsAlert(0, (int) value).title());
    return "Alert (" + new TlsAlert(0, (int) code).title() + ")";
  }

  private String handshake(FieldReader part, int length) {
    List<String> names = new ArrayList<>();
    while (part.left() >= 4 && isMessage(part, length)) {
      int from = part.position();
      int type = part.peek(0);
      int size = part.peek(1) << 16 | part.peek(2) << 8 | part.peek(3);
      FieldReader message = part.part(4 + size);
      message.number("Type", 1, value -> HandshakeType.title((int) value));
      message.number("Length", 3);
      String name = message(message, type);
      names.add(name);
      message.data("Content", message.left());
      part.add(message.header(HandshakeType.title(type), "", from));
    }
    return names.isEmpty() ? "Encrypted Handshake Message" : String.join(", ", names);
  }

  /** After a change of cipher only what the peer can read is left. */
  private boolean isMessage(FieldReader part, int length) {
    int size = part.peek(1) << 16 | part.peek(2) << 8 | part.peek(3);
    return !isEncrypted && HandshakeType.isKnown(part.peek(0)) && size <= length << 4;
  }

  private String message(FieldReader message, int type) {
    return switch (type) {
      case HandshakeType.CLIENT_HELLO -> clientHello(message);
      case HandshakeType.SERVER_HELLO -> serverHello(message);
      default -> HandshakeType.title(type);
    };
  }

  private String clientHello(FieldReader in) {
    in.number("Version", 2, value -> new TlsVersion((int) value).title());
    in.data("Random", 32);
    in.data("Session ID", (int) in.number("Session ID length", 1));
    int suiteBytes = (int) in.number("Cipher suites length", 2);
    FieldReader suites = in.part(suiteBytes);
    int from = in.position();
    while (suites.left() >= 2) {
      suites.number("Cipher suite", 2, value -> CipherSuites.title((int) value));
    }
    in.add(suites.header("Cipher suites", suites.fields().size() + " suites", from));
    in.data("Compression methods", (int) in.number("Compression methods length", 1));
    String server = extensions(in);
    return server.isEmpty() ? "Client Hello" : "Client Hello (SNI=" + server + ")";
  }

  private String serverHello(FieldReader in) {
    in.number("Version", 2, value -> new TlsVersion((int) value).title());
    in.data("Random", 32);
    in.data("Session ID", (int) in.number("Session ID length", 1));
    in.number("Cipher suite", 2, value -> CipherSuites.title((int) value));
    in.number("Compression method", 1);
    extensions(in);
    return "Server Hello";
  }

  /** The extensions; what comes back is the server name asked for. */
  private String extensions(FieldReader in) {
    String server = "";
    if (in.left() < 2) {
      return server;
    }
    in.number("Extensions length", 2);
    for (int i = 0; i < MAX_EXTENSIONS && in.left() >= 4; i++) {
      int from = in.position();
      int type = in.peek(0) << 8 | in.peek(1);
      int length = in.peek(2) << 8 | in.peek(3);
      FieldReader extension = in.part(4 + length);
      extension.number("Type", 2);
      extension.number("Length", 2);
      String value = TlsExtension.read(extension, type);
      server = type == TlsExtension.SERVER_NAME && server.isEmpty() ? value : server;
      extension.data("Data", extension.left());
      in.add(extension.header("Extension " + TlsExtension.title(type), value, from));
    }
    return server;
  }
}
