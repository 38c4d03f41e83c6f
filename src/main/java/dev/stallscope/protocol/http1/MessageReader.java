package dev.stallscope.protocol.http1;

import dev.stallscope.packet.Anomaly;
import dev.stallscope.protocol.ContentBudget;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamEnd;
import dev.stallscope.protocol.StreamGap;
import dev.stallscope.protocol.http.BodyMeter;
import dev.stallscope.protocol.http.HttpBody.Framing;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the messages of one direction. Where it loses its place, it looks for the next message at
 * the start of each later segment; the message that was open grows until then, since on a
 * connection without pipelining nothing else is sent meanwhile.
 */
final class MessageReader {
  private final boolean isRequest;
  private final MessageListener listener;
  private final CurrentMessage current;
  private final ContentBudget budget;
  private final HeadBuffer head = new HeadBuffer();

  private Phase phase = Phase.START;
  private @Nullable BodyReader body;
  private boolean isAfterLoss;

  private enum Phase {
    START,
    HEAD,
    BODY,
    LOST,
    STOPPED
  }

  MessageReader(boolean isRequest, MessageListener listener, ContentBudget budget) {
    this.isRequest = isRequest;
    this.listener = listener;
    current = new CurrentMessage(isRequest, listener);
    this.budget = budget;
  }

  /**
   * Reads on.
   *
   * @return how many bytes were read: fewer than all where the listener stopped the reader
   */
  int read(StreamBytes view) {
    current.arrived(view);
    int at = view.offset();
    int end = at + view.length();
    if (phase == Phase.LOST) {
      at = lookForStart(view, at, end);
    }
    while (at < end && phase != Phase.STOPPED) {
      at =
          switch (phase) {
            case START -> start(view, at, end);
            case HEAD -> head(view, at, end);
            case BODY -> body(view, at, end);
            case LOST, STOPPED -> end;
          };
    }
    return at - view.offset();
  }

  private int lookForStart(StreamBytes view, int at, int end) {
    StartLine.Match match = StartLine.match(isRequest, view.array(), at, end);
    if (match == StartLine.Match.YES) {
      finishLost();
      if (phase == Phase.LOST) {
        phase = Phase.START;
        isAfterLoss = true;
      }
      return at;
    }
    current.extend(view, end);
    return end;
  }

  /** Whatever was open when the place was lost is over: the other side went on. */
  void finishLost() {
    if (phase == Phase.LOST && current.isOpen()) {
      complete(false);
      phase = phase == Phase.START ? Phase.LOST : phase;
    }
  }

  private int start(StreamBytes view, int at, int end) {
    int first = at;
    while (first < end && (view.array()[first] == '\r' || view.array()[first] == '\n')) {
      first++;
    }
    if (first < end) {
      current.begin(view, first, isAfterLoss);
      isAfterLoss = false;
      head.clear();
      phase = Phase.HEAD;
    }
    return first;
  }

  private int head(StreamBytes view, int at, int end) {
    HeadBuffer.Progress progress = head.append(view.array(), at, end);
    int next = at + head.taken();
    current.extend(view, next);
    return switch (progress) {
      case MORE ->
          !head.hasFirstLine() && head.match(isRequest) == StartLine.Match.NO
              ? lose(view, at, end, Anomaly.Kind.LOST_SYNCHRONISATION)
              : next;
      case FIRST_LINE -> firstLine(view, at, next, end);
      case DONE -> {
        headEnd();
        yield next;
      }
      case TOO_LONG -> lose(view, at, end, Anomaly.Kind.LIMIT_REACHED);
    };
  }

  private int firstLine(StreamBytes view, int at, int next, int end) {
    Optional<StartLine> line = head.startLine(isRequest);
    OpenMessage message = current.get();
    if (line.isEmpty() || message == null) {
      return lose(view, at, end, Anomaly.Kind.LOST_SYNCHRONISATION);
    }
    message.start(line.get());
    return next;
  }

  private void headEnd() {
    OpenMessage message = current.get();
    if (message == null) {
      return;
    }
    message.headEnd(head.takeHeaders());
    BodyFraming framing = listener.begun(message);
    if (!framing.isValid()) {
      listener.anomaly(Anomaly.Kind.BAD_VALUE, message.lastPacket(), message.span().startOffset());
    }
    if (framing.framing() == Framing.NONE) {
      complete(true);
      return;
    }
    BodyMeter meter =
        new BodyMeter(
            framing.framing(), framing.lengthBytes(), message.headers(), !isRequest, budget);
    message.meter(meter);
    if (framing.framing() == Framing.UNKNOWN) {
      phase = Phase.LOST;
    } else {
      body = new BodyReader(framing, meter, head);
      phase = Phase.BODY;
    }
  }

  private int body(StreamBytes view, int at, int end) {
    BodyReader reader = body;
    if (reader == null) {
      return end;
    }
    int next = reader.read(view, at, end);
    current.extend(view, next);
    return switch (reader.progress()) {
      case MORE -> next;
      case DONE -> {
        bodyEnd(reader);
        yield next;
      }
      case BROKEN -> lose(view, next - 1, end, Anomaly.Kind.LOST_SYNCHRONISATION);
      case TOO_LONG -> lose(view, next, end, Anomaly.Kind.LIMIT_REACHED);
    };
  }

  private void bodyEnd(BodyReader reader) {
    OpenMessage message = current.get();
    if (message != null) {
      message.trailers(reader.trailers());
    }
    head.clear();
    complete(true);
  }

  private int lose(StreamBytes view, int at, int end, Anomaly.Kind kind) {
    listener.anomaly(kind, view.packet(), CurrentMessage.streamOffset(view, at));
    lose();
    current.extend(view, end);
    return end;
  }

  /** The place in the stream is lost; a message whose first line is known stays open. */
  private void lose() {
    OpenMessage message = current.get();
    if (message != null && message.start() == null) {
      current.drop();
    } else if (message != null && !message.isHeadOver()) {
      message.headEnd(head.takeHeaders());
      BodyFraming framing = listener.begun(message);
      message.meter(
          new BodyMeter(Framing.UNKNOWN, framing.lengthBytes(), message.headers(), false, budget));
    }
    current.giveUpBody();
    head.clear();
    phase = Phase.LOST;
  }

  /** How many of the next bytes need not be read. */
  long unwanted() {
    return phase == Phase.BODY && body != null ? body.unwanted() : 0;
  }

  void gap(StreamGap gap) {
    current.arrived(gap);
    long end = gap.streamOffset() + gap.length();
    switch (phase) {
      case STOPPED -> {}
      case START -> lose();
      case LOST -> current.extend(gap, end);
      case HEAD -> lose(gap);
      case BODY -> bodyGap(gap);
    }
  }

  private void lose(StreamGap gap) {
    listener.anomaly(Anomaly.Kind.LOST_SYNCHRONISATION, gap.packet(), gap.streamOffset());
    lose();
    current.extend(gap, gap.streamOffset() + gap.length());
  }

  private void bodyGap(StreamGap gap) {
    BodyReader reader = body;
    long inBody = reader == null ? -1 : reader.gap(gap);
    if (reader == null || inBody < 0) {
      lose(gap);
      return;
    }
    current.extend(gap, gap.streamOffset() + inBody);
    if (reader.progress() == BodyReader.Progress.DONE) {
      bodyEnd(reader);
    }
    if (inBody < gap.length()) {
      listener.anomaly(
          Anomaly.Kind.LOST_SYNCHRONISATION, gap.packet(), gap.streamOffset() + inBody);
      if (phase != Phase.STOPPED) {
        lose();
      }
    }
  }

  /** The direction ends; what is open is handed over. */
  void end(StreamEnd end) {
    boolean isEndSeen =
        phase == Phase.BODY && body != null && body.isUntilClose() && end == StreamEnd.FIN;
    if (phase == Phase.HEAD) {
      lose();
    }
    if (current.isOpen()) {
      complete(isEndSeen);
    }
    stop();
  }

  /** The stream is no longer HTTP, or not until {@link #resume()}. */
  void stop() {
    if (phase == Phase.HEAD) {
      lose();
    }
    if (current.isOpen()) {
      complete(false);
    }
    phase = Phase.STOPPED;
    head.release();
  }

  /** Goes on with the next message. */
  void resume() {
    phase = Phase.START;
  }

  private void complete(boolean isEndSeen) {
    body = null;
    phase = Phase.START;
    current.complete(isEndSeen);
  }
}
