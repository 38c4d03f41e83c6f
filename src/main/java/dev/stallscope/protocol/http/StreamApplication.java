package dev.stallscope.protocol.http;

import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.MessageContent;
import dev.stallscope.protocol.StreamGap.Reason;

/** A protocol that is spoken in the requests and responses of multiplexed HTTP. */
public interface StreamApplication {
  AppProtocol protocol();

  /** Whether a message with these header fields speaks it. */
  boolean speaks(HttpHeaders headers);

  /** A reader for what one side of a stream sends. */
  BodyReader reader();

  /**
   * What a request says.
   *
   * @param body what {@link #reader()} made, empty of anything where the request had no DATA
   * @param isAnswered whether the end of its answer was seen
   */
  MessageContent request(HttpRequest request, BodyReader body, boolean isAnswered);

  /** What a response says. */
  MessageContent response(HttpResponse response, BodyReader body, AnswerEnd end);

  /** Takes the contents of the DATA frames of one message, in order. */
  interface BodyReader {
    void bytes(byte[] array, int offset, int length, long epochNanos);

    /** The next bytes are not at hand. */
    void gap(Reason reason, long length, long epochNanos);

    /** How many of the next bytes need not be read. */
    long unwanted();
  }
}
