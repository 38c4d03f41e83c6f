package dev.stallscope.probe;

import dev.stallscope.net.Endpoint;
import dev.stallscope.time.TimeSpan;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Asks one name server, over UDP and, where the answer was cut, over TCP. */
final class NameServer {
  private final InetSocketAddress server;
  private final ProbeClock clock;
  private final Cancellation cancellation;

  NameServer(InetSocketAddress server, ProbeClock clock, Cancellation cancellation) {
    this.server = server;
    this.clock = clock;
    this.cancellation = cancellation;
  }

  /** Its address; the port only where it is not 53. */
  String text() {
    Endpoint endpoint = new Endpoint(NameResolver.address(server.getAddress()), server.getPort());
    return endpoint.port() == SimpleResolver.DEFAULT_PORT
        ? endpoint.address().toString()
        : endpoint.toString();
  }

  /** Puts one question for each type, all at once, and waits for what comes of them. */
  List<RecordQuery> ask(Name name, List<Integer> types, Duration timeout) {
    SimpleResolver resolver = new SimpleResolver(server);
    resolver.setTimeout(timeout);
    List<CompletableFuture<RecordQuery>> asked = new ArrayList<>();
    for (int type : types) {
      asked.add(ask(resolver, name, type));
    }
    return asked.stream().map(CompletableFuture::join).toList();
  }

  private CompletableFuture<RecordQuery> ask(SimpleResolver resolver, Name name, int type) {
    Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
    long startNanos = clock.nanos();
    CompletableFuture<Message> answer = resolver.sendAsync(query).toCompletableFuture();
    return CompletableFuture.anyOf(answer, cancellation.requested())
        .handle(
            (message, problem) -> {
              TimeSpan span = new TimeSpan(startNanos, clock.nanos());
              return message instanceof Message dns
                  ? answered(dns, type, span)
                  : silent(type, span, Optional.ofNullable(problem));
            });
  }

  private RecordQuery answered(Message message, int type, TimeSpan span) {
    List<RecordQuery.Answer> answers =
        message.getSection(Section.ANSWER).stream().map(NameServer::answer).toList();
    return new RecordQuery(
        Type.string(type), text(), span, Rcode.string(message.getRcode()), answers, "");
  }

  private static RecordQuery.Answer answer(Record record) {
    String value =
        switch (record) {
          case ARecord a -> NameResolver.address(a.getAddress()).toString();
          case AAAARecord aaaa -> NameResolver.address(aaaa.getAddress()).toString();
          case CNAMERecord alias -> withoutDot(alias.getTarget());
          default -> record.rdataToString();
        };
    return new RecordQuery.Answer(
        withoutDot(record.getName()), Type.string(record.getType()), record.getTTL(), value);
  }

  private static String withoutDot(Name name) {
    return name.toString(true);
  }

  private RecordQuery silent(int type, TimeSpan span, Optional<Throwable> problem) {
    return new RecordQuery(
        Type.string(type), text(), span, "", List.of(), problem.map(this::words).orElse("stopped"));
  }

  private String words(Throwable problem) {
    Throwable cause =
        problem instanceof CompletionException && problem.getCause() != null
            ? problem.getCause()
            : problem;
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (cause instanceof CancellationException || cancellation.isRequested()) {
      return "stopped";
    }
    return message.contains("timed out") ? "silence" : "its system refused the question";
  }
}
