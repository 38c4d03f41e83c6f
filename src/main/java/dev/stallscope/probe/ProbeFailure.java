package dev.stallscope.probe;

import dev.stallscope.exchange.Phase;

/**
 * Why a request got no whole answer.
 *
 * @param phase in which it failed
 * @param sentence for a person; it may quote the wire
 */
public record ProbeFailure(Kind kind, Phase phase, String sentence) {
  /** What went wrong. */
  public enum Kind {
    NO_SUCH_NAME,
    NO_ADDRESS,
    NAME_SERVER_FAILED,
    NAME_SERVER_SILENT,
    REFUSED,
    UNREACHABLE,
    TIMEOUT,
    UDP_SILENT,
    UDP_REFUSED,
    CERTIFICATE_EXPIRED,
    CERTIFICATE_NOT_YET_VALID,
    CERTIFICATE_UNKNOWN,
    CERTIFICATE_NAME_MISMATCH,
    CERTIFICATE_REJECTED,
    NOT_TLS,
    TLS_REFUSED,
    VERSION_NOT_OFFERED,
    PROXY_REFUSED,
    RESET,
    CLOSED,
    MALFORMED,
    TOO_MANY_REDIRECTS,
    BAD_REDIRECT,
    CANCELLED,
    OTHER
  }

  /** Whether UDP led nowhere, which says nothing of TCP. */
  boolean isAboutUdp() {
    return kind == Kind.UDP_SILENT || kind == Kind.UDP_REFUSED;
  }

  ProbeFailure adding(String more) {
    return new ProbeFailure(kind, phase, sentence + " " + more);
  }
}
