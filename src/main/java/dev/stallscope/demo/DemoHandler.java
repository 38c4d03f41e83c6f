package dev.stallscope.demo;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/** Answers requests, of whatever version of HTTP: one of these for each connection or stream. */
final class DemoHandler extends SimpleChannelInboundHandler<HttpObject> {
  private static final String SLOW_READER = "/slow-reader";
  private static final long READER_PAUSE_MILLIS = 1500;

  private final DemoAnswers answers;
  private final String alternative;
  private DemoAnswer answer = DemoAnswer.text("text/plain", "");
  private boolean isKept;

  /**
   * A handler.
   *
   * @param alternative what Alt-Svc names; empty where it is not sent
   */
  DemoHandler(DemoAnswers answers, String alternative) {
    this.answers = answers;
    this.alternative = alternative;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
    if (message instanceof HttpRequest request) {
      String target = request.uri();
      int query = target.indexOf('?');
      String path = query < 0 ? target : target.substring(0, query);
      answer = answers.to(path);
      isKept = HttpUtil.isKeepAlive(request) && !answer.closes();
      if (path.equals(SLOW_READER)) {
        pauseReading(context);
      }
    }
    if (message instanceof LastHttpContent) {
      var _ =
          context
              .executor()
              .schedule(() -> begin(context), answer.waitMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** As a program does that is busy with something else. */
  private static void pauseReading(ChannelHandlerContext context) {
    context.channel().config().setAutoRead(false);
    var _ =
        context
            .executor()
            .schedule(
                () -> context.channel().config().setAutoRead(true),
                READER_PAUSE_MILLIS,
                TimeUnit.MILLISECONDS);
  }

  private void begin(ChannelHandlerContext context) {
    HttpResponse response =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()));
    answer.headers().forEach((name, value) -> response.headers().set(name, value));
    if (answer.trailers().isEmpty()) {
      HttpUtil.setContentLength(response, answer.length());
    } else {
      HttpUtil.setTransferEncodingChunked(response, true);
    }
    if (!alternative.isEmpty()) {
      response.headers().set("alt-svc", alternative);
    }
    if (!isKept) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    var _ = context.write(response);
    next(context, answer.parts().iterator());
  }

  private void next(ChannelHandlerContext context, Iterator<DemoAnswer.Part> parts) {
    if (!parts.hasNext()) {
      end(context);
      return;
    }
    DemoAnswer.Part part = parts.next();
    Runnable write =
        () -> {
          var _ =
              context.writeAndFlush(
                  new DefaultHttpContent(Unpooled.wrappedBuffer(part.bytes().duplicate())));
          next(context, parts);
        };
    if (part.waitMillis() == 0) {
      write.run();
    } else {
      var _ = context.executor().schedule(write, part.waitMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void end(ChannelHandlerContext context) {
    LastHttpContent last = new DefaultLastHttpContent();
    answer.trailers().forEach((name, value) -> last.trailingHeaders().set(name, value));
    ChannelFuture written = context.writeAndFlush(last);
    if (!isKept) {
      var _ = written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** A client that went away is no trouble of the server's. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var _ = context.close();
  }
}
