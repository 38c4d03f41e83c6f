package dev.stallscope.measure.timeline;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.ConnectionFacts;
import dev.stallscope.measure.quality.CapturePauses;
import dev.stallscope.measure.quality.ServerAnswers;
import dev.stallscope.measure.rate.DirectionMeter;
import dev.stallscope.measure.rate.DownloadMeter;
import dev.stallscope.measure.rate.PathTimes;
import dev.stallscope.measure.rate.SharedPolicing;
import dev.stallscope.measure.rate.UplinkQueues;
import dev.stallscope.net.Direction;
import java.util.List;

/**
 * Measures one connection: first its rates, then who owned its time. Safe to be used by several
 * threads at once for different connections.
 */
public final class ConnectionMeasurer {
  private final CapturePauses pauses;
  private final SharedPolicing shared;
  private final ServerAnswers answers;
  private final UplinkQueues uplinks;

  /**
   * A measurer for the connections of one capture.
   *
   * @param pauses of the capture
   */
  public ConnectionMeasurer(CapturePauses pauses) {
    this(pauses, SharedPolicing.none(), ServerAnswers.none(), UplinkQueues.none());
  }

  /**
   * The same, where connections tell of one another.
   *
   * @param shared policers that several connections met together
   * @param answers of servers on any connection
   * @param uplinks queues that clients' uploads filled
   */
  public ConnectionMeasurer(
      CapturePauses pauses, SharedPolicing shared, ServerAnswers answers, UplinkQueues uplinks) {
    this.pauses = pauses;
    this.shared = shared;
    this.answers = answers;
    this.uplinks = uplinks;
  }

  /**
   * Measures a connection.
   *
   * @param exchanges all exchanges on it, by start
   */
  public ConnectionFacts measure(TcpTrace trace, List<Exchange> exchanges) {
    return measure(trace, ConnectionRates.of(trace), exchanges);
  }

  /**
   * The same, where the rates are known.
   *
   * @param rates of the same connection
   * @param exchanges all exchanges on it, by start
   */
  public ConnectionFacts measure(TcpTrace trace, ConnectionRates rates, List<Exchange> exchanges) {
    int id = trace.connection().id();
    PathTimes path = rates.path();
    DirectionMeter.Result toServer =
        rates.toServer().orPoliced(shared.bucket(id, Direction.CLIENT_TO_SERVER));
    DirectionMeter.Result toClient =
        rates.toClient().orPoliced(shared.bucket(id, Direction.SERVER_TO_CLIENT));
    Scene scene =
        new Scene(
            trace,
            path,
            TunnelWay.of(exchanges, path),
            pauses,
            new RateLimits(toServer, toClient),
            answers,
            uplinks,
            CreditWaits.of(exchanges),
            HeldWrites.of(trace, Direction.CLIENT_TO_SERVER, path),
            HeldWrites.of(trace, Direction.SERVER_TO_CLIENT, path));
    ConnectionTimeline timeline =
        new ConnectionTimeline(scene, TokenTrack.of(trace.connection(), exchanges));
    List<CauseInterval> intervals = timeline.walk();
    return new ConnectionFacts(
        id,
        toServer.facts(),
        toClient.facts(),
        intervals,
        DownloadMeter.downloads(trace, exchanges));
  }
}
