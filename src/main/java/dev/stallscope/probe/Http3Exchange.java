package dev.stallscope.probe;

import dev.stallscope.exchange.Phase;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.http.HttpVersion;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3Exception;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.http3.Http3RequestStreamInboundHandler;
import io.netty.handler.codec.quic.QuicException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Takes the answer from its stream. All but {@link #done} happens on the connection's thread. */
final class Http3Exchange extends Http3RequestStreamInboundHandler {
  private final HopRecord record;
  private final ProbeClock clock;
  private final String method;
  private final BodyReader body;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private Optional<HttpHeaders> head = Optional.empty();
  private HttpHeaders trailers = HttpHeaders.NONE;
  private int code;
  private long headEndNanos;

  Http3Exchange(HopRecord record, ProbeClock clock, String method) {
    this.record = record;
    this.clock = clock;
    this.method = method;
    body = new BodyReader(clock);
  }

  /** Is complete when the whole answer has come, or nothing more will. */
  CompletableFuture<Void> done() {
    return done;
  }

  @Override
  protected void channelRead(ChannelHandlerContext context, Http3HeadersFrame frame) {
    int status = status(frame.headers());
    if (done.isDone()) {
      return;
    }
    if (status >= 100 && status < 200) {
      // An interim response: the real one is still to come.
      record.enter(Phase.WAIT);
    } else if (head.isEmpty()) {
      code = status;
      head = Optional.of(fields(frame.headers()));
      headEndNanos = clock.nanos();
    } else {
      trailers = fields(frame.headers());
    }
  }

  private static int status(Http3Headers headers) {
    CharSequence status = headers.status();
    return status != null && status.toString().matches("[1-9]\\d\\d")
        ? Integer.parseInt(status.toString())
        : -1;
  }

  /** Those that are no pseudo fields (RFC 9114 section 4.3). */
  private static HttpHeaders fields(Http3Headers headers) {
    HttpHeaders.Builder fields = new HttpHeaders.Builder();
    for (Map.Entry<CharSequence, CharSequence> field : headers) {
      String name = field.getKey().toString();
      if (!name.startsWith(":")) {
        fields.add(name, field.getValue().toString());
      }
    }
    return fields.build();
  }

  @Override
  protected void channelRead(ChannelHandlerContext context, Http3DataFrame frame) {
    ByteBuf content = frame.content();
    if (!done.isDone()) {
      byte[] piece = new byte[content.readableBytes()];
      content.readBytes(piece);
      body.take(piece, piece.length);
    }
    frame.release();
  }

  @Override
  protected void channelInputClosed(ChannelHandlerContext context) {
    if (head.isEmpty()) {
      done.completeExceptionally(new IOException("unexpected end of stream"));
      return;
    }
    body.end();
    record.end();
    done.complete(null);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    done.completeExceptionally(new ClosedChannelException());
  }

  @Override
  protected void handleQuicException(ChannelHandlerContext context, QuicException problem) {
    done.completeExceptionally(problem);
  }

  @Override
  protected void handleHttp3Exception(ChannelHandlerContext context, Http3Exception problem) {
    done.completeExceptionally(problem);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable problem) {
    done.completeExceptionally(problem);
  }

  long bodyBytes() {
    return body.bytes();
  }

  /** The answer as far as it has come. */
  Optional<HttpResponse> response() {
    return head.map(
        fields ->
            new HttpResponse(
                code,
                "",
                HttpVersion.HTTP_3,
                fields,
                trailers,
                body.measured(fields),
                method,
                headEndNanos,
                HttpParts.NO_PACKET));
  }
}
