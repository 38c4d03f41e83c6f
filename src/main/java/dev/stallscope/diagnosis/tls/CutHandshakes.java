package dev.stallscope.diagnosis.tls;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.tls.TlsHandshake;
import java.util.List;

/**
 * Handshakes that a device between client and server ended: with a reset in the name of one of
 * them, which had travelled another number of hops than that one's other packets.
 */
final class CutHandshakes {
  /** One host may answer in the name of another without any trouble. */
  private static final double LIKELY = 0.7;

  private CutHandshakes() {}

  /** Whether a handshake that failed is one. */
  static boolean isOne(RuleContext context, Exchange failed) {
    int id = failed.connection();
    if (id < 0 || !context.measurements().isTcp(id)) {
      return false;
    }
    TcpConnection connection = context.connection(id);
    return connection.isResetForeign()
        && connection.closing().finNanos() < 0
        && connection.closing().resetNanos() <= failed.span().endNanos()
        && TlsHandshakes.content(failed).flatMap(TlsHandshake::fatalAlert).isEmpty();
  }

  /**
   * What is said of them.
   *
   * @param cut handshakes with one server; never empty
   */
  static Finding finding(RuleContext context, RuleInfo info, List<Exchange> cut) {
    Exchange first = cut.getFirst();
    TcpConnection connection = context.connection(first.connection());
    FindingDraft draft =
        new FindingDraft(info, Party.NETWORK)
            .atLeast(Severity.MAJOR)
            .confidence(LIKELY)
            .evidence(
                Evidence.count("handshakes", cut.size(), "TLS handshake"),
                Evidence.text(
                    "in whose name",
                    connection.closing().resetBy() == Direction.CLIENT_TO_SERVER
                        ? "the client"
                        : "the server",
                    connection.closing().resetPacket()),
                Evidence.text("server", first.server().toString()));
    return FailedHandshakes.claim(draft, cut)
        .advice(
            "Ask who runs the firewall or proxy on the way whether it forbids that server: the name"
                + " can be read in the ClientHello.",
            "Compare with another network, such as a phone's: what works there is cut on this one.")
        .finding(
            "A device on the way cut {handshakes}",
            "On the way to {server} a reset came in the name of {in whose name}, but it had travelled"
                + " another number of hops than that side's other packets: a firewall or proxy sent"
                + " it.");
  }
}
