package dev.stallscope.diagnosis.http;

import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Calls that the server leaves unanswered until there is news (RFC 6202): the client allows a
 * waiting time and the answer keeps to it, or the client asks again at once whenever a long wait
 * has brought nothing, or the request names itself a poll and is asked again at once.
 */
public final class LongPolls {
  private static final Set<String> ALLOWANCES =
      Set.of("timeout", "wait", "wait_time", "poll_timeout", "longpoll", "block");

  /** What a path segment or a query's value says that it is. */
  private static final Pattern NAME = Pattern.compile("(?i)[/=](long[-_]?)?poll(ing)?(?=[/?&]|$)");

  /** A query that asks for what came after something that is known. */
  private static final Pattern NEWS =
      Pattern.compile("(?i)[?&](since|cursor|after|offset|last_?(event_?)?id)=[^&]*");

  /** An empty list in its wrapping; for one that asks for news, no news. */
  private static final int NO_NEWS_BYTES = 128;

  /** An answer may come a little after the time allowed. */
  private static final long LATE_NANOS = Nanos.ofSeconds(1);

  /** Numbers from here on are milliseconds: nobody allows minutes by the second. */
  private static final long LEAST_MILLIS = 1_000;

  private static final long LONG_NANOS = Nanos.ofSeconds(5);
  private static final long AGAIN_NANOS = Nanos.ofSeconds(1);

  /** No shorter wait is worth to be held open; for one that says that it is a poll. */
  private static final long NAMED_NANOS = Nanos.ofSeconds(1);

  private static final int LEAST_CALLS = 3;

  private LongPolls() {}

  /** Ids of the exchanges that are long polls. */
  public static Set<Integer> of(Iterable<List<WebCall>> callsByHosts) {
    Set<Integer> polls = new HashSet<>();
    for (List<WebCall> calls : callsByHosts) {
      calls.stream().filter(LongPolls::isAllowed).forEach(call -> polls.add(call.id()));
      addRepeated(calls, polls);
    }
    return polls;
  }

  private static boolean isAllowed(WebCall call) {
    OptionalLong allowed = allowedNanos(call.request().target());
    return allowed.isPresent()
        && call.receiving().startNanos() - call.startNanos() <= allowed.getAsLong() + LATE_NANOS;
  }

  /** What a query such as {@code ?timeout=30} or {@code ?wait=25000} allows. */
  private static OptionalLong allowedNanos(String target) {
    int query = target.indexOf('?');
    String[] parameters = query < 0 ? new String[0] : target.substring(query + 1).split("&");
    for (String parameter : parameters) {
      int equals = parameter.indexOf('=');
      if (equals > 0 && ALLOWANCES.contains(parameter.substring(0, equals))) {
        String value = parameter.substring(equals + 1).replaceFirst("m?s$", "");
        OptionalLong number = Freshness.number(value);
        if (number.isPresent() && number.getAsLong() <= Nanos.PER_SECOND) {
          long count = number.getAsLong();
          return OptionalLong.of(
              count >= LEAST_MILLIS ? Nanos.ofMillis(count) : Nanos.ofSeconds(count));
        }
      }
    }
    return OptionalLong.empty();
  }

  private static void addRepeated(List<WebCall> calls, Set<Integer> polls) {
    Map<String, Run> runs = new HashMap<>();
    for (WebCall call : calls) {
      String asked = asked(call.target());
      Run run = runs.get(asked);
      if (run == null || !run.isFollowedBy(call)) {
        run = new Run(call);
        runs.put(asked, run);
      }
      run.add(call, polls);
    }
  }

  /**
   * What a poll asks for, the same each time: not where the news went on, which each answer tells
   * anew, and nothing but the path of one whose path says that it is a poll.
   */
  private static String asked(String target) {
    int query = target.indexOf('?');
    if (query < 0 || NAME.matcher(target.substring(0, query)).find()) {
      return query < 0 ? target : target.substring(0, query);
    }
    return NEWS.matcher(target).replaceAll("");
  }

  /** Calls that ask for the same, each as soon as the one before was answered. */
  private static final class Run {
    private final boolean isNamed;
    private final long mostBytes;

    /** Those that are not told as polls yet. */
    private final List<WebCall> untold = new ArrayList<>(1);

    private int size;
    private int waits;
    private long endNanos;

    Run(WebCall first) {
      String target = first.request().target();
      isNamed = NAME.matcher(target).find();
      mostBytes = NEWS.matcher(target).find() ? NO_NEWS_BYTES : 0;
    }

    boolean isFollowedBy(WebCall call) {
      return call.startNanos() - endNanos <= AGAIN_NANOS;
    }

    /** Takes the next, and tells the calls once most of the waits were long and vain. */
    void add(WebCall call, Set<Integer> polls) {
      untold.add(call);
      size++;
      waits += isVain(call) ? 1 : 0;
      endNanos = call.endNanos();
      if (size >= LEAST_CALLS && 2 * waits > size) {
        untold.forEach(poll -> polls.add(poll.id()));
        untold.clear();
      }
    }

    /** It was long and brought nothing, or long and is named a poll. */
    private boolean isVain(WebCall call) {
      return call.durationNanos() >= (isNamed ? NAMED_NANOS : LONG_NANOS)
          && call.response().filter(answer -> isNamed || isEmpty(answer, mostBytes)).isPresent();
    }
  }

  private static boolean isEmpty(HttpResponse response, long mostBytes) {
    return response.code() == 304
        || response.code() / 100 == 2 && response.body().wireBytes() <= mostBytes;
  }
}
