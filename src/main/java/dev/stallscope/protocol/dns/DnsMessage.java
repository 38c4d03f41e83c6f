package dev.stallscope.protocol.dns;

import dev.stallscope.protocol.MessageContent;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A DNS query or response.
 *
 * @param rcode response code with its EDNS extension; 0 in a query
 * @param isTruncated the answer did not fit and should be asked for over TCP
 * @param question the first question, where it could be read
 * @param answers the answer section, as far as it could be read
 * @param ednsPayloadBytes largest UDP answer that the sender takes, -1 without EDNS
 * @param sizeBytes of the message on the wire, without TCP's length field
 * @param isCut whether bytes of it are missing, or it contradicts itself
 * @param isMulticast mDNS or LLMNR: nobody has to answer
 */
public record DnsMessage(
    int id,
    boolean isResponse,
    int opcode,
    int rcode,
    boolean isTruncated,
    boolean isRecursionDesired,
    boolean isRecursionAvailable,
    boolean isAuthenticData,
    Optional<DnsQuestion> question,
    List<DnsRecord> answers,
    int ednsPayloadBytes,
    int sizeBytes,
    boolean isCut,
    boolean isMulticast)
    implements MessageContent {
  public static final int OPCODE_QUERY = 0;

  private static final List<String> OPCODES =
      List.of("QUERY", "IQUERY", "STATUS", "OPCODE3", "NOTIFY", "UPDATE");

  public DnsMessage {
    answers = List.copyOf(answers);
  }

  @Override
  public String label() {
    String asked =
        question
            .map(DnsQuestion::label)
            .or(() -> answers.stream().findFirst().map(DnsMessage::label))
            .orElse("DNS message without a question");
    return opcode == OPCODE_QUERY ? asked : opcodeTitle() + " " + asked;
  }

  private static String label(DnsRecord answer) {
    return new DnsQuestion(answer.name(), answer.type(), 1).label();
  }

  private String opcodeTitle() {
    return opcode < OPCODES.size() ? OPCODES.get(opcode) : "OPCODE" + opcode;
  }

  @Override
  public Optional<String> status() {
    return isResponse ? Optional.of(DnsRcode.title(rcode)) : Optional.empty();
  }

  @Override
  public boolean isFailure() {
    return isResponse && rcode != DnsRcode.NOERROR;
  }

  /** Multicast questions may go unanswered for ever: silence is no fault. */
  @Override
  public boolean isLongLived() {
    return isMulticast;
  }

  /** CNAMEs from the name asked to the name that has the data. */
  public int aliases() {
    Set<String> seen = new HashSet<>();
    String name = question.map(DnsQuestion::name).orElse("");
    while (seen.add(name)) {
      Optional<String> next = alias(name);
      if (next.isEmpty()) {
        break;
      }
      name = next.get();
    }
    return seen.size() - 1;
  }

  private Optional<String> alias(String name) {
    return answers.stream()
        .filter(answer -> answer.type() == DnsType.CNAME && answer.name().equals(name))
        .flatMap(answer -> answer.target().stream())
        .findFirst();
  }

  /** Smallest TTL of the answers in seconds, empty without an answer. */
  public OptionalLong ttlSeconds() {
    return answers.stream().mapToLong(DnsRecord::ttlSeconds).min();
  }
}
