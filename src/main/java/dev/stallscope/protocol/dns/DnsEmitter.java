package dev.stallscope.protocol.dns;

import dev.stallscope.net.Direction;
import dev.stallscope.packet.Anomaly;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.protocol.MessageSink;
import dev.stallscope.protocol.MessageSpan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Hands the messages of one flow over with the key that pairs them. A query that is sent again is a
 * request with the same key.
 */
final class DnsEmitter {
  private static final String LAYER = "dns";

  private final AppProtocol protocol;
  private final MessageSink sink;

  /** The latest question of each id: servers may answer without repeating it (FORMERR, cut). */
  private final Map<Integer, DnsQuestion> asked = new LinkedHashMap<>();

  DnsEmitter(AppProtocol protocol, MessageSink sink) {
    this.protocol = protocol;
    this.sink = sink;
  }

  void emit(Direction direction, MessageSpan span, DnsMessage message) {
    Optional<DnsQuestion> question = message.question();
    if (message.isResponse()) {
      question = question.or(() -> Optional.ofNullable(asked.get(message.id())));
    } else {
      question.ifPresent(value -> remember(message.id(), value));
    }
    sink.message(
        new Message(
            protocol,
            message.isResponse() ? MessageRole.RESPONSE : MessageRole.REQUEST,
            direction,
            span,
            new Correlation.ByKey(new DnsKey(message.id(), question)),
            !message.isCut(),
            1,
            message));
  }

  private void remember(int id, DnsQuestion question) {
    asked.put(id, question);
    if (asked.size() > DecodeLimits.DNS_OPEN_QUERIES) {
      asked.remove(asked.keySet().iterator().next());
    }
  }

  void tooShort(int packet, long offset, int required, int available) {
    sink.anomaly(new Anomaly(Anomaly.Kind.TRUNCATED, packet, LAYER, offset, required, available));
  }

  void lost(int packet, long offset) {
    sink.anomaly(new Anomaly(Anomaly.Kind.LOST_SYNCHRONISATION, packet, LAYER, offset, 0, 0));
  }
}
