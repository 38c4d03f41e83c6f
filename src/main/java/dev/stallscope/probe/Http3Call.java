package dev.stallscope.probe;

import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.ProbeFailure.Kind;
import dev.stallscope.protocol.http.HttpVersion;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3RequestStreamInitializer;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.concurrent.Future;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Makes one request in HTTP/3 and puts together what was measured of it. */
final class Http3Call {
  private final HopPlan hop;
  private final ProbeClock clock;
  private final HopRecord record;
  private final BiFunction<HopPlan, HopRecord, CompletableFuture<QuicConnection>> connections;
  private final Http3Request request;
  private final Http3Exchange exchange;
  private final long endNanos;
  private @Nullable QuicConnection connection;

  /**
   * A request that is not made yet.
   *
   * @param connections give the connection to go over, and tell the record of what that takes
   */
  Http3Call(
      HopPlan hop,
      Duration timeout,
      ProbeClock clock,
      HopRecord record,
      BiFunction<HopPlan, HopRecord, CompletableFuture<QuicConnection>> connections) {
    this.hop = hop;
    this.clock = clock;
    this.record = record;
    this.connections = connections;
    request = new Http3Request(HopRequest.of(hop).build());
    exchange = new Http3Exchange(record, clock, hop.method());
    endNanos = System.nanoTime() + timeout.toNanos();
  }

  /** Waits for the end, whatever it is. */
  ProbeHop make(Cancellation cancellation) {
    if (!hop.url().isHttps()) {
      return record.hop(hop.url().toString(), Optional.empty(), Optional.of(unsecured()));
    }
    record.begin();
    Optional<ProbeFailure> failure = Optional.empty();
    try {
      QuicConnection over = await(connections.apply(hop, record), cancellation);
      connection = over;
      measureBytes(over);
      ask(over);
      await(exchange.done(), cancellation);
    } catch (ExecutionException
        | TimeoutException
        | CancellationException
        | InterruptedException e) {
      failure = Optional.of(failure(e, cancellation));
    }
    return record.hop(hop.url().toString(), exchange.response(), failure);
  }

  private ProbeFailure unsecured() {
    return new ProbeFailure(
        Kind.VERSION_NOT_OFFERED,
        Phase.BLOCKED,
        "HTTP/3 is spoken for https:// only, and %s is not.".formatted(hop.url()));
  }

  /** The time that is left is for all steps together. */
  private <T> T await(CompletableFuture<T> step, Cancellation cancellation)
      throws ExecutionException, TimeoutException, InterruptedException {
    CompletableFuture.anyOf(step, cancellation.requested())
        .get(Math.max(0, endNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    if (!step.isDone()) {
      step.cancel(false);
    }
    return step.get();
  }

  private void measureBytes(QuicConnection over) {
    DatagramTap tap = over.socket().tap();
    boolean isOld = !record.hasTried();
    long sentBefore = isOld ? tap.sentBytes() : 0;
    long receivedBefore = isOld ? tap.receivedBytes() : 0;
    record.over(
        over.socket().local(),
        over.socket().address(),
        () -> tap.sentBytes() - sentBefore,
        () -> tap.receivedBytes() - receivedBefore);
  }

  private void ask(QuicConnection over) {
    record.sending(
        HttpParts.request(request.sent(), HttpVersion.HTTP_3, hop.body(), clock.nanos()));
    record.enter(Phase.SEND);
    var _ = Http3.newRequestStream(over.channel(), new FirstByte()).addListener(this::send);
  }

  /** Puts the exchange behind the codec of HTTP/3, and before it what sees the first byte. */
  private final class FirstByte extends Http3RequestStreamInitializer {
    @Override
    protected void initRequestStream(QuicStreamChannel stream) {
      stream.pipeline().addLast(exchange);
      stream
          .pipeline()
          .addFirst(
              new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext context, Object message) {
                  record.enter(Phase.RECEIVE);
                  context.fireChannelRead(message);
                }
              });
    }
  }

  private void send(Future<? super QuicStreamChannel> opened) {
    if (!opened.isSuccess()) {
      exchange.done().completeExceptionally(opened.cause());
      return;
    }
    QuicStreamChannel stream = (QuicStreamChannel) opened.getNow();
    var _ =
        exchange
            .done()
            .whenComplete(
                (_, _) -> {
                  var _ = stream.close();
                });
    var _ = stream.write(request.head());
    if (request.body().isPresent()) {
      var _ = stream.write(request.body().get());
    }
    stream.flush();
    var _ =
        stream
            .shutdownOutput()
            .addListener(
                sent -> {
                  if (sent.isSuccess() && record.phase() == Phase.SEND) {
                    record.enter(Phase.WAIT);
                  }
                });
  }

  private ProbeFailure failure(Exception problem, Cancellation cancellation) {
    long phaseNanos = record.phaseNanos();
    record.end();
    exchange.done().cancel(false);
    FailureSentence common =
        FailureSentence.about(hop, record, phaseNanos, exchange.bodyBytes(), false);
    Throwable cause =
        switch (problem) {
          case ExecutionException failed when failed.getCause() != null -> failed.getCause();
          case TimeoutException _ -> new InterruptedIOException("timeout");
          default -> problem;
        };
    QuicConnection over = connection;
    return new QuicFailure(common, over == null ? Optional.empty() : over.socket().farewell())
        .of(cause, cancellation.isRequested());
  }
}
