package dev.stallscope.exchange;

import dev.stallscope.net.Transport;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.dns.DnsMessage;
import dev.stallscope.protocol.dns.DnsQuestion;
import dev.stallscope.protocol.dns.DnsType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The queries of DNS exchanges, one by one, as they were sent. */
final class DnsAttemptReader {
  private DnsAttemptReader() {}

  /** A query with the exchange's answer, should it have any. */
  record Asked(DnsAttempt attempt, Optional<DnsMessage> answer) {}

  /**
   * The exchange's queries by time. Its answer belongs to the last query sent before it: with one
   * id for all of them no one can tell, and the others went unanswered long enough to be repeated.
   */
  static List<Asked> read(Exchange exchange) {
    List<Message> queries = new ArrayList<>();
    exchange.request().filter(DnsAttemptReader::isQuery).ifPresent(queries::add);
    exchange.interim().stream().filter(DnsAttemptReader::isQuery).forEach(queries::add);
    Optional<Message> response =
        exchange.response().filter(message -> message.content() instanceof DnsMessage);
    int answered = -1;
    for (int i = 0; i < queries.size(); i++) {
      long sentNanos = queries.get(i).span().firstNanos();
      if (response.filter(message -> message.span().lastNanos() >= sentNanos).isPresent()) {
        answered = i;
      }
    }
    List<Asked> result = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      asked(exchange, queries.get(i), i == answered ? response : Optional.empty())
          .ifPresent(result::add);
    }
    return result;
  }

  /** A client wants recursion; without it, a resolver asks the servers of the zones. */
  private static boolean isQuery(Message message) {
    return message.content() instanceof DnsMessage dns
        && !dns.isResponse()
        && dns.opcode() == DnsMessage.OPCODE_QUERY
        && dns.isRecursionDesired()
        && !dns.isMulticast()
        && dns.question().isPresent();
  }

  private static Optional<Asked> asked(
      Exchange exchange, Message query, Optional<Message> response) {
    if (!(query.content() instanceof DnsMessage dns)) {
      return Optional.empty();
    }
    Optional<DnsMessage> answer = response.map(message -> (DnsMessage) message.content());
    return dns.question()
        .map(question -> new Asked(attempt(exchange, query, question, response, answer), answer));
  }

  private static DnsAttempt attempt(
      Exchange exchange,
      Message query,
      DnsQuestion question,
      Optional<Message> response,
      Optional<DnsMessage> answer) {
    return new DnsAttempt(
        exchange.id(),
        exchange.client(),
        exchange.server(),
        exchange.connection() < 0 ? Transport.UDP : Transport.TCP,
        question.name(),
        question.type(),
        query.span().firstNanos(),
        response.map(message -> message.span().lastNanos()).orElse(-1L),
        query.span().firstPacket(),
        response.map(message -> message.span().lastPacket()).orElse(-1),
        answer.map(DnsMessage::rcode).orElse(-1),
        answer.map(DnsAttemptReader::records).orElse(0),
        answer.map(DnsMessage::aliases).orElse(0),
        answer.map(DnsMessage::isTruncated).orElse(false),
        false);
  }

  private static int records(DnsMessage message) {
    return (int)
        message.answers().stream().filter(record -> record.type() != DnsType.CNAME).count();
  }
}
