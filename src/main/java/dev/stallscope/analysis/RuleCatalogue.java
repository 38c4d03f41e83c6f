package dev.stallscope.analysis;

import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.application.ChattyExchangeRule;
import dev.stallscope.diagnosis.application.QueuedInPoolRule;
import dev.stallscope.diagnosis.application.RequestTrickleRule;
import dev.stallscope.diagnosis.application.ResponseTrickleRule;
import dev.stallscope.diagnosis.application.RetryStormRule;
import dev.stallscope.diagnosis.application.SenderPauseRule;
import dev.stallscope.diagnosis.application.SequentialCallsRule;
import dev.stallscope.diagnosis.application.SlowServerResponseRule;
import dev.stallscope.diagnosis.http.ErrorResponseRule;
import dev.stallscope.diagnosis.http.ExpectContinueRule;
import dev.stallscope.diagnosis.http.Http1ConnectionLimitRule;
import dev.stallscope.diagnosis.http.KeepAliveRaceRule;
import dev.stallscope.diagnosis.http.LargeResponseRule;
import dev.stallscope.diagnosis.http.NoKeepAliveRule;
import dev.stallscope.diagnosis.http.PollingUnchangedRule;
import dev.stallscope.diagnosis.http.RedirectChainRule;
import dev.stallscope.diagnosis.http.RepeatedRequestRule;
import dev.stallscope.diagnosis.http.UncompressedResponseRule;
import dev.stallscope.diagnosis.tcp.AcceptQueueOverflowRule;
import dev.stallscope.diagnosis.tcp.AddressFamilyFallbackRule;
import dev.stallscope.diagnosis.tcp.ConnectTimeoutRule;
import dev.stallscope.diagnosis.tcp.ConnectionRefusedRule;
import dev.stallscope.diagnosis.tcp.DelaySpikeRule;
import dev.stallscope.diagnosis.tcp.PacketLossRule;
import dev.stallscope.diagnosis.tcp.PathMtuBlackHoleRule;
import dev.stallscope.diagnosis.tcp.PathOutageRule;
import dev.stallscope.diagnosis.tcp.ReorderingRule;
import dev.stallscope.diagnosis.tcp.RetransmissionTimeoutRule;
import dev.stallscope.diagnosis.tcp.SlowConnectRule;
import dev.stallscope.diagnosis.tcp.SpuriousRetransmissionRule;
import dev.stallscope.diagnosis.tcp.SynRetransmissionRule;
import dev.stallscope.diagnosis.tcp.TailLossRule;
import dev.stallscope.diagnosis.tcp.ZeroWindowRule;
import dev.stallscope.diagnosis.tls.TlsCertificateFlightRule;
import dev.stallscope.diagnosis.tls.TlsEarlyDataRejectedRule;
import dev.stallscope.diagnosis.tls.TlsHandshakeFailureRule;
import dev.stallscope.diagnosis.tls.TlsHelloRetryRule;
import dev.stallscope.diagnosis.tls.TlsNoResumptionRule;
import dev.stallscope.diagnosis.tls.TlsSlowClientRule;
import dev.stallscope.diagnosis.tls.TlsSlowServerRule;
import dev.stallscope.diagnosis.tls.TlsTwoRoundTripsRule;
import java.util.List;

/** All rules, in the order in which findings are documented: by layer, then as time passes. */
public final class RuleCatalogue {
  private RuleCatalogue() {}

  /** New instances of all rules; they hold no state. */
  public static List<Rule> rules() {
    return List.of(
        new SynRetransmissionRule(),
        new ConnectionRefusedRule(),
        new ConnectTimeoutRule(),
        new AddressFamilyFallbackRule(),
        new AcceptQueueOverflowRule(),
        new SlowConnectRule(),
        new ZeroWindowRule(),
        new TailLossRule(),
        new RetransmissionTimeoutRule(),
        new PathOutageRule(),
        new PacketLossRule(),
        new SpuriousRetransmissionRule(),
        new ReorderingRule(),
        new PathMtuBlackHoleRule(),
        new DelaySpikeRule(),
        new TlsTwoRoundTripsRule(),
        new TlsNoResumptionRule(),
        new TlsHelloRetryRule(),
        new TlsCertificateFlightRule(),
        new TlsSlowServerRule(),
        new TlsSlowClientRule(),
        new TlsEarlyDataRejectedRule(),
        new TlsHandshakeFailureRule(),
        new SlowServerResponseRule(),
        new ResponseTrickleRule(),
        new SenderPauseRule(),
        new RequestTrickleRule(),
        new ExpectContinueRule(),
        new KeepAliveRaceRule(),
        new QueuedInPoolRule(),
        new NoKeepAliveRule(),
        new Http1ConnectionLimitRule(),
        new UncompressedResponseRule(),
        new LargeResponseRule(),
        new RepeatedRequestRule(),
        new RedirectChainRule(),
        new ErrorResponseRule(),
        new PollingUnchangedRule(),
        new SequentialCallsRule(),
        new ChattyExchangeRule(),
        new RetryStormRule());
  }
}
