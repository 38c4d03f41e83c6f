package dev.stallscope.ui.waterfall;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.exchange.Phase;
import dev.stallscope.ui.text.Texts;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The keys of {@code key:value} words, and what their values match. */
enum FilterKey {
  HOST {
    @Override
    Optional<IntPredicate> matcher(String value, ExchangeTable table) {
      return Optional.of(id -> table.host(id).contains(value));
    }

    @Override
    Stream<String> values(ExchangeTable table) {
      return ids(table).mapToObj(table::host);
    }
  },
  METHOD {
    @Override
    Optional<IntPredicate> matcher(String value, ExchangeTable table) {
      return Optional.of(id -> table.method(id).equalsIgnoreCase(value));
    }

    @Override
    Stream<String> values(ExchangeTable table) {
      return ids(table).mapToObj(table::method);
    }
  },
  /** The outcome as written, {@code 4xx} for a class, {@code failed} for all that failed. */
  STATUS {
    @Override
    Optional<IntPredicate> matcher(String value, ExchangeTable table) {
      if (value.equals("failed")) {
        return Optional.of(id -> table.exchange(id).isFailed());
      }
      return Optional.of(
          value.matches("[1-5]xx")
              ? id -> table.status(id).matches(value.charAt(0) + "\\d\\d")
              : id -> table.status(id).equalsIgnoreCase(value));
    }

    @Override
    Stream<String> values(ExchangeTable table) {
      return Stream.concat(Stream.of("failed", "4xx", "5xx"), ids(table).mapToObj(table::status));
    }
  },
  SLOWER_THAN {
    @Override
    Optional<IntPredicate> matcher(String value, ExchangeTable table) {
      return DurationWord.nanos(value).stream()
          .mapToObj(nanos -> (IntPredicate) id -> table.exchange(id).durationNanos() > nanos)
          .findFirst();
    }

    @Override
    Stream<String> values(ExchangeTable table) {
      return Stream.of("100ms", "500ms", "1s");
    }
  },
  /** Bytes of the answer on the wire: {@code 800}, {@code 10k}, {@code 1.5M}. */
  LARGER_THAN {
    @Override
    Optional<IntPredicate> matcher(String value, ExchangeTable table) {
      return SizeWord.bytes(value).stream()
          .mapToObj(bytes -> (IntPredicate) id -> table.sizeBytes(id).orElse(-1) > bytes)
          .findFirst();
    }

    @Override
    Stream<String> values(ExchangeTable table) {
      return Stream.of("10k", "100k", "1M");
    }
  },
  /** The media type of the answer, or a part of it. */
  MIME_TYPE {
    @Override
    Optional<IntPredicate> matcher(String value, ExchangeTable table) {
      return Optional.of(id -> table.mediaType(id).contains(value));
    }

    @Override
    Stream<String> values(ExchangeTable table) {
      return ids(table).mapToObj(table::mediaType);
    }
  },
  /** The name of a header field that the answer has. */
  HAS_RESPONSE_HEADER {
    @Override
    Optional<IntPredicate> matcher(String value, ExchangeTable table) {
      return Optional.of(
          id -> table.response(id).filter(response -> response.headers().has(value)).isPresent());
    }

    @Override
    Stream<String> values(ExchangeTable table) {
      return table.headerNames().stream();
    }
  },
  /** The id of a finding, or its beginning; {@code any} for all. */
  FINDING {
    @Override
    Optional<IntPredicate> matcher(String value, ExchangeTable table) {
      BitSet found = new BitSet();
      for (Finding finding : table.findings()) {
        if (value.equals("any") || finding.rule().id().startsWith(value)) {
          finding.exchanges().forEach(found::set);
        }
      }
      return Optional.of(found::get);
    }

    @Override
    Stream<String> values(ExchangeTable table) {
      return Stream.concat(
          Stream.of("any"), table.findings().stream().map(finding -> finding.rule().id()));
    }
  },
  /** A phase that took time. */
  PHASE {
    @Override
    Optional<IntPredicate> matcher(String value, ExchangeTable table) {
      return Stream.of(Phase.values())
          .filter(phase -> phase.id().equals(value))
          .map(phase -> (IntPredicate) id -> table.exchange(id).phases().durationNanos(phase) > 0)
          .findFirst();
    }

    @Override
    Stream<String> values(ExchangeTable table) {
      return Stream.of(Phase.values()).map(Phase::id);
    }
  },
  /** The number of a connection, as Wireshark counts streams. */
  CONN {
    @Override
    Optional<IntPredicate> matcher(String value, ExchangeTable table) {
      return value.matches("\\d{1,9}")
          ? Optional.of(id -> table.exchange(id).connection() == Integer.parseInt(value))
          : Optional.empty();
    }

    @Override
    Stream<String> values(ExchangeTable table) {
      return ids(table)
          .map(id -> table.exchange(id).connection())
          .filter(connection -> connection >= 0)
          .mapToObj(Integer::toString);
    }
  };

  /** What the same is called in the network panel of Chromium's developer tools. */
  private static final Map<String, String> AS_IN_BROWSERS =
      Map.of("domain", "host", "status-code", "status");

  /** What a lower-case value matches, or empty if it makes no sense. */
  abstract Optional<IntPredicate> matcher(String value, ExchangeTable table);

  /** Values that occur, with repetitions. */
  abstract Stream<String> values(ExchangeTable table);

  /** As it is typed, without the colon. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What is wrong with a value that makes no sense. */
  String complaint(String value) {
    return Texts.of("filter.bad." + word(), value);
  }

  /** The key of that name, or that browsers have that name for. */
  static Optional<FilterKey> of(String word) {
    String plain = word.toLowerCase(Locale.ROOT);
    String name = AS_IN_BROWSERS.getOrDefault(plain, plain);
    return Stream.of(values()).filter(key -> key.word().equals(name)).findFirst();
  }

  static List<String> words() {
    return Stream.of(values()).map(FilterKey::word).toList();
  }

  private static IntStream ids(ExchangeTable table) {
    return IntStream.range(0, table.size());
  }
}
