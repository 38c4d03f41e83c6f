package dev.stallscope.protocol.tls;

import dev.stallscope.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Protocols that begin in the clear and go over to TLS on the same connection, by what both sides
 * said until then: the SSLRequest of PostgreSQL and MySQL, STARTTLS of the mail protocols (RFC
 * 3207, 2595, 4217) and XMPP (RFC 6120).
 */
public enum Upgrade {
  POSTGRESQL("PostgreSQL"),
  MYSQL("MySQL"),
  SMTP("SMTP"),
  IMAP("IMAP"),
  POP3("POP3"),
  FTP("FTP"),
  XMPP("XMPP");

  /** Length 8, then 1234 and 5679, which are no version of the protocol. */
  private static final byte[] POSTGRESQL_REQUEST = {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f};

  private static final int MYSQL_HEADER_BYTES = 4;
  private static final int MYSQL_VERSION = 10;
  private static final int MYSQL_REQUEST_BYTES = 32;

  /** CLIENT_SSL among the client's capabilities. */
  private static final int MYSQL_TLS = 0x0800;

  private final String title;

  Upgrade(String title) {
    this.title = title;
  }

  /** The protocol's name as people write it. */
  public String title() {
    return title;
  }

  /**
   * Tells the protocol.
   *
   * @param client the last that the client sent before its first record
   * @param server the first that the server sent before its own
   */
  static Optional<Upgrade> of(byte[] client, byte[] server) {
    if (Arrays.equals(client, POSTGRESQL_REQUEST) && server.length == 1 && server[0] == 'S') {
      return Optional.of(POSTGRESQL);
    }
    if (isMysql(client, server)) {
      return Optional.of(MYSQL);
    }
    return text(latin(client), latin(server));
  }

  /** A greeting of version 10, and an answer of 32 bytes that asks for TLS. */
  private static boolean isMysql(byte[] client, byte[] server) {
    return server.length > MYSQL_HEADER_BYTES
        && server[3] == 0
        && server[MYSQL_HEADER_BYTES] == MYSQL_VERSION
        && client.length == MYSQL_HEADER_BYTES + MYSQL_REQUEST_BYTES
        && client[0] == MYSQL_REQUEST_BYTES
        && client[3] == 1
        && (Bytes.u16Le(client, MYSQL_HEADER_BYTES) & MYSQL_TLS) != 0;
  }

  private static Optional<Upgrade> text(String client, String server) {
    if (client.contains("<starttls") && server.contains("<stream:stream")) {
      return Optional.of(XMPP);
    }
    String said = client.stripTrailing();
    String last = said.substring(said.lastIndexOf('\n') + 1).toUpperCase(Locale.ROOT);
    if (last.startsWith("AUTH TLS") || last.startsWith("AUTH SSL")) {
      return server.startsWith("220") ? Optional.of(FTP) : Optional.empty();
    }
    if (last.equals("STLS")) {
      return server.startsWith("+OK") ? Optional.of(POP3) : Optional.empty();
    }
    if (!last.endsWith("STARTTLS")) {
      return Optional.empty();
    }
    return server.startsWith("* OK")
        ? Optional.of(IMAP)
        : server.startsWith("220") ? Optional.of(SMTP) : Optional.empty();
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
