package dev.stallscope.tls;

/** Numbers of handshake messages and their names. */
public final class HandshakeType {
  public static final int CLIENT_HELLO = 1;
  public static final int SERVER_HELLO = 2;
  public static final int NEW_SESSION_TICKET = 4;
  public static final int ENCRYPTED_EXTENSIONS = 8;
  public static final int CERTIFICATE = 11;
  public static final int SERVER_HELLO_DONE = 14;
  public static final int FINISHED = 20;
  public static final int CERTIFICATE_STATUS = 22;
  public static final int KEY_UPDATE = 24;

  private HandshakeType() {}

  /** The message's name as the RFCs write it. */
  public static String title(int type) {
    return switch (type) {
      case 0 -> "HelloRequest";
      case CLIENT_HELLO -> "ClientHello";
      case SERVER_HELLO -> "ServerHello";
      case NEW_SESSION_TICKET -> "NewSessionTicket";
      case 5 -> "EndOfEarlyData";
      case 6 -> "HelloRetryRequest";
      case ENCRYPTED_EXTENSIONS -> "EncryptedExtensions";
      case CERTIFICATE -> "Certificate";
      case 12 -> "ServerKeyExchange";
      case 13 -> "CertificateRequest";
      case SERVER_HELLO_DONE -> "ServerHelloDone";
      case 15 -> "CertificateVerify";
      case 16 -> "ClientKeyExchange";
      case FINISHED -> "Finished";
      case CERTIFICATE_STATUS -> "CertificateStatus";
      case KEY_UPDATE -> "KeyUpdate";
      default -> "handshake message " + type;
    };
  }

  /** Whether the number is one of a handshake message; others cannot begin one. */
  public static boolean isKnown(int type) {
    return !title(type).startsWith("handshake");
  }
}
