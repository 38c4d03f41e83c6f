package dev.stallscope.protocol.http1;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageContent;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;

/** What is handed over of a message that is over: HTTP/1 correlates by order. */
final class Http1Messages {
  private Http1Messages() {}

  static Message request(OpenMessage message, HttpRequest content, boolean isComplete) {
    return message(
        message,
        MessageRole.REQUEST,
        Direction.CLIENT_TO_SERVER,
        Correlation.IN_ORDER,
        isComplete,
        content);
  }

  static Message response(OpenMessage message, HttpResponse content, boolean isComplete) {
    return message(
        message,
        content.isInterim() ? MessageRole.INTERIM : MessageRole.RESPONSE,
        Direction.SERVER_TO_CLIENT,
        new Correlation.InOrder(message.lostAnswers(), message.isAfterLoss()),
        isComplete,
        content);
  }

  private static Message message(
      OpenMessage message,
      MessageRole role,
      Direction direction,
      Correlation correlation,
      boolean isComplete,
      MessageContent content) {
    return new Message(
        AppProtocol.HTTP1, role, direction, message.span(), correlation, isComplete, 1, content);
  }
}
