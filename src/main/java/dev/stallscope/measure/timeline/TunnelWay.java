package dev.stallscope.measure.timeline;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.measure.rate.PathTimes;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.HandshakeContent;
import dev.stallscope.protocol.HandshakeContent.Flight;
import dev.stallscope.protocol.SetupMessage;
import dev.stallscope.time.Nanos;
import java.util.List;
import java.util.OptionalLong;

/**
 * The way behind a proxy that opened a tunnel ({@code CONNECT}, RFC 9110 section 9.3.6). Its length
 * is seen nowhere by itself, but no answer of the server came sooner: the quickest turn tells how
 * long it is at most.
 *
 * @param fromNanos when the tunnel was open, epoch nanoseconds
 * @param nanos from the proxy to the server and back, at most
 */
record TunnelWay(long fromNanos, long nanos) {
  private static final TunnelWay NONE = new TunnelWay(Long.MAX_VALUE, 0);

  /** A proxy that agrees sooner than this has not asked the server before. */
  private static final long AT_ONCE_NANOS = Nanos.ofMillis(5);

  /** The tunnel of a connection with these exchanges. */
  static TunnelWay of(List<Exchange> exchanges, PathTimes path) {
    for (int i = 0; i + 1 < exchanges.size(); i++) {
      if (exchanges.get(i + 1).kind() == ExchangeKind.TLS && isSwitch(exchanges.get(i))) {
        return behind(exchanges.subList(i, exchanges.size()), path.serverNanos());
      }
    }
    return NONE;
  }

  private static boolean isSwitch(Exchange exchange) {
    return exchange.kind() == ExchangeKind.REQUEST
        && exchange.response().filter(response -> response.content().isSwitch()).isPresent();
  }

  private static TunnelWay behind(List<Exchange> exchanges, long proxyNanos) {
    Exchange opened = exchanges.getFirst();
    long opening = turn(opened).orElse(Long.MAX_VALUE) - proxyNanos;
    long way =
        exchanges.stream()
            .skip(1)
            .map(TunnelWay::turn)
            .flatMapToLong(OptionalLong::stream)
            .map(nanos -> nanos - proxyNanos)
            .reduce(opening < AT_ONCE_NANOS ? Long.MAX_VALUE : opening, Math::min);
    return new TunnelWay(opened.span().endNanos(), way == Long.MAX_VALUE ? 0 : Math.max(0, way));
  }

  /** From the last byte that asked to the first that answered. */
  private static OptionalLong turn(Exchange exchange) {
    if (exchange.kind() == ExchangeKind.TLS) {
      return exchange
          .setup()
          .map(SetupMessage::content)
          .filter(HandshakeContent.class::isInstance)
          .map(content -> firstTurn(((HandshakeContent) content).flights()))
          .orElse(OptionalLong.empty());
    }
    if (exchange.request().isEmpty() || exchange.response().isEmpty()) {
      return OptionalLong.empty();
    }
    long nanos =
        exchange.response().get().span().firstNanos() - exchange.request().get().span().lastNanos();
    return nanos > 0 ? OptionalLong.of(nanos) : OptionalLong.empty();
  }

  private static OptionalLong firstTurn(List<? extends Flight> flights) {
    return flights.size() < 2 || flights.get(1).direction() != Direction.SERVER_TO_CLIENT
        ? OptionalLong.empty()
        : OptionalLong.of(flights.get(1).startNanos() - flights.get(0).endNanos());
  }

  /** What an answer to something asked at that time may have needed behind the proxy. */
  long behindNanos(long askedNanos) {
    return askedNanos >= fromNanos ? nanos : 0;
  }
}
