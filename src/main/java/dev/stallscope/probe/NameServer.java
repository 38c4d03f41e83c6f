package dev.stallscope.probe;

import dev.stallscope.time.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Asks one name server for addresses, and takes the time. */
final class NameServer {
  private final NameSource source;
  private final ProbeClock clock;
  private final Cancellation cancellation;

  NameServer(NameSource source, ProbeClock clock, Cancellation cancellation) {
    this.source = source;
    this.clock = clock;
    this.cancellation = cancellation;
  }

  String text() {
    return source.text();
  }

  /** Puts one question for each type, all at once, and waits for what comes of them. */
  List<RecordQuery> ask(Name name, List<Integer> types, Duration timeout) {
    List<CompletableFuture<RecordQuery>> asked = new ArrayList<>();
    for (int type : types) {
      asked.add(ask(name, type, timeout));
    }
    return asked.stream().map(CompletableFuture::join).toList();
  }

  private CompletableFuture<RecordQuery> ask(Name name, int type, Duration timeout) {
    Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
    long startNanos = clock.nanos();
    CompletableFuture<Message> answer = source.send(query, timeout).toCompletableFuture();
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
    if (cause instanceof NameSourceException) {
      return String.valueOf(cause.getMessage());
    }
    boolean isLate = cause instanceof TimeoutException || message.contains("timed out");
    return isLate ? "silence" : "its system refused the question";
  }
}
