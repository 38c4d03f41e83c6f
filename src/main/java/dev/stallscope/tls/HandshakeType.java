package dev.stallscope.tls;

/** Numbers of handshake messages and their names. */
public final class HandshakeType {
  public static final int CLIENT_HELLO = 1;
  public static final int SERVER_HELLO = 2;
  public static final int NEW_SESSION_TICKET = 4;
  public static final int END_OF_EARLY_DATA = 5;
  public static final int ENCRYPTED_EXTENSIONS = 8;
  public static final int CERTIFICATE = 11;
  public static final int SERVER_HELLO_DONE = 14;
  public static final int CLIENT_KEY_EXCHANGE = 16;
  public static final int FINISHED = 20;
  public static final int CERTIFICATE_STATUS = 22;
  public static final int KEY_UPDATE = 24;

  /** RFC 8879. */
  public static final int COMPRESSED_CERTIFICATE = 25;

  private HandshakeType() {}

  /** The message's name as the RFCs write it. */
  public static String title(int type) {
    return switch (type) {
      case 0 -> "HelloRequest";
      case CLIENT_HELLO -> "ClientHello";
      case SERVER_HELLO -> "ServerHello";
      case NEW_SESSION_TICKET -> "NewSessionTicket";
      case END_OF_EARLY_DATA -> "EndOfEarlyData";
      case 6 -> "HelloRetryRequest";
      case ENCRYPTED_EXTENSIONS -> "EncryptedExtensions";
      case CERTIFICATE -> "Certificate";
      case 12 -> "ServerKeyExchange";
      case 13 -> "CertificateRequest";
      case SERVER_HELLO_DONE -> "ServerHelloDone";
      case 15 -> "CertificateVerify";
      case CLIENT_KEY_EXCHANGE -> "ClientKeyExchange";
      case FINISHED -> "Finished";
      case CERTIFICATE_STATUS -> "CertificateStatus";
      case KEY_UPDATE -> "KeyUpdate";
      case COMPRESSED_CERTIFICATE -> "CompressedCertificate";
      default -> "handshake message " + type;
    };
  }

  /** Whether the number is one of a handshake message; others cannot begin one. */
  public static boolean isKnown(int type) {
    return !title(type).startsWith("handshake");
  }
}
