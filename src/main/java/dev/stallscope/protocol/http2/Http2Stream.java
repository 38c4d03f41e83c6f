package dev.stallscope.protocol.http2;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.protocol.MessageSink;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamDecoder;
import dev.stallscope.protocol.StreamEnd;
import dev.stallscope.protocol.StreamGap;
import org.jspecify.annotations.Nullable;

/**
 * Makes one request of the preface, and one response of everything that the server sends, handed
 * over when the server's direction ends.
 */
final class Http2Stream implements StreamDecoder {
  private final MessageSink sink;
  private @Nullable MessageSpan preface;
  private boolean isPrefaceSent;
  private @Nullable MessageSpan answer;

  Http2Stream(MessageSink sink) {
    this.sink = sink;
  }

  @Override
  public void bytes(Direction direction, StreamBytes bytes) {
    if (bytes.length() == 0) {
      return;
    }
    if (direction == Direction.SERVER_TO_CLIENT) {
      answer = extended(answer, bytes, bytes.length());
    } else if (!isPrefaceSent) {
      long seen = preface == null ? 0 : preface.wireBytes();
      preface = extended(preface, bytes, Math.min(bytes.length(), prefaceBytes() - seen));
      if (preface.wireBytes() >= prefaceBytes()) {
        sendPreface(preface, true);
      }
    }
  }

  private static long prefaceBytes() {
    return Http2Signature.PREFACE.length;
  }

  private static MessageSpan extended(@Nullable MessageSpan span, StreamBytes bytes, long length) {
    long end = bytes.streamOffset() + length;
    return span == null
        ? new MessageSpan(
            bytes.epochNanos(),
            bytes.epochNanos(),
            bytes.packet(),
            bytes.packet(),
            bytes.streamOffset(),
            end)
        : new MessageSpan(
            span.firstNanos(),
            bytes.epochNanos(),
            span.firstPacket(),
            bytes.packet(),
            span.startOffset(),
            end);
  }

  private void sendPreface(MessageSpan span, boolean isComplete) {
    isPrefaceSent = true;
    send(MessageRole.REQUEST, Direction.CLIENT_TO_SERVER, span, isComplete);
  }

  @Override
  public void gap(Direction direction, StreamGap gap) {
    if (direction == Direction.CLIENT_TO_SERVER && preface != null && !isPrefaceSent) {
      sendPreface(preface, false);
    }
  }

  @Override
  public void end(Direction direction, StreamEnd end, long epochNanos, int packet) {
    if (preface != null && !isPrefaceSent) {
      sendPreface(preface, false);
    }
    if (direction == Direction.SERVER_TO_CLIENT && answer != null) {
      send(MessageRole.RESPONSE, direction, answer, end == StreamEnd.FIN);
      answer = null;
    }
  }

  private void send(MessageRole role, Direction direction, MessageSpan span, boolean isComplete) {
    sink.message(
        new Message(
            AppProtocol.HTTP2,
            role,
            direction,
            span,
            Correlation.IN_ORDER,
            isComplete,
            1,
            new Http2Preface(role)));
  }
}
