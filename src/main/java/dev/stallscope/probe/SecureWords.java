package dev.stallscope.probe;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says in a few words why a name server could not be asked over TLS. */
final class SecureWords {
  private SecureWords() {}

  static String of(IOException problem) {
    return switch (problem) {
      case UnknownHostException _ -> "its own name is not known";
      case ConnectException _ -> "it refused the connection";
      case EOFException _ -> "it closed the connection";
      case SSLPeerUnverifiedException _ -> "its certificate is for another host";
      case SSLException failed
          when FailureSentence.cause(failed, CertificateException.class).isPresent() ->
          "its certificate is not trusted";
      case SSLException failed -> "TLS failed (" + failed.getMessage() + ")";
      default -> String.valueOf(problem.getMessage());
    };
  }
}
