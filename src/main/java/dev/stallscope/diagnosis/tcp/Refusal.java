package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Party;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.Closing;

/** Who refused a connection, and why (RFC 792, RFC 1812 section 5.2.7.1, RFC 4443 section 3.1). */
enum Refusal {
  /** The host itself, by RST or port unreachable. */
  NOBODY_LISTENS("The host answered within {time until refused} that nobody listens on that port."),
  /** Communication administratively prohibited. */
  FORBIDDEN("A firewall answered within {time until refused} that it lets no connection through."),
  /** No route, no such host, too many hops. */
  UNREACHABLE("A router answered within {time until refused} that no way leads to the host.");

  private static final int UNREACHABLE_V4 = 3;
  private static final int UNREACHABLE_V6 = 1;

  private final String words;

  Refusal(String words) {
    this.words = words;
  }

  /** Of a connection that was refused. */
  static Refusal of(TcpConnection connection) {
    Closing closing = connection.closing();
    if (closing.resetNanos() >= 0 || closing.icmpPacket() < 0) {
      return NOBODY_LISTENS;
    }
    boolean isV4 = connection.server().address().isV4();
    if (closing.icmpType() != (isV4 ? UNREACHABLE_V4 : UNREACHABLE_V6)) {
      return UNREACHABLE;
    }
    return isV4 ? ofV4(closing.icmpCode()) : ofV6(closing.icmpCode());
  }

  private static Refusal ofV4(int code) {
    return switch (code) {
      case 2, 3 -> NOBODY_LISTENS;
      case 9, 10, 13 -> FORBIDDEN;
      default -> UNREACHABLE;
    };
  }

  private static Refusal ofV6(int code) {
    return switch (code) {
      case 4 -> NOBODY_LISTENS;
      case 1, 5, 6 -> FORBIDDEN;
      default -> UNREACHABLE;
    };
  }

  /** What to do, the likeliest first. */
  String[] advice() {
    String address = "Check host and port in the client's configuration.";
    return switch (this) {
      case NOBODY_LISTENS ->
          new String[] {
            "Check that the service runs and listens there: `ss -ltnp`; uvicorn `--host 0.0.0.0"
                + " --port ...`, gunicorn `--bind 0.0.0.0:8000`, Flask `host=\"0.0.0.0\"`.",
            address,
            "Send requests to an instance only when it is ready: nginx `max_fails`, a readiness"
                + " probe in Kubernetes."
          };
      case FORBIDDEN ->
          new String[] {
            "Let the firewall that answered pass this port: a `REJECT` rule of iptables or nftables,"
                + " a router's access list.",
            address
          };
      case UNREACHABLE ->
          new String[] {
            "Look at the way there: `ip route get ADDRESS` on the client, and on the router that"
                + " answered; with IPv6, whether the network has it at all.",
            address,
            "Check that the host is up: a router says so, too, of one that answers no ARP."
          };
    };
  }

  /** One sentence; names the evidence "time until refused". */
  String words() {
    return words;
  }

  Party party() {
    return this == NOBODY_LISTENS ? Party.SERVER_OPERATIONS : Party.NETWORK;
  }
}
