package dev.stallscope.ui.control.detail;

import dev.stallscope.chart.Tone;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.report.Printable;
import dev.stallscope.ui.control.Fact;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A part of what is known, with a title. */
public sealed interface Section {
  String title();

  /** All of it as text, a line for each thing that is known, without the title. */
  String text();

  /** Names and values. */
  record Facts(String title, List<Fact> facts) implements Section {
    public Facts {
      facts = List.copyOf(facts);
    }

    @Override
    public String text() {
      return lines(facts.stream().map(fact -> fact.name() + ": " + fact.value()));
    }
  }

  /**
   * The same of two sides.
   *
   * @param first whose the first values are
   * @param second whose the second ones are
   */
  record Pairs(String title, String first, String second, List<Pair> pairs) implements Section {
    public Pairs {
      pairs = List.copyOf(pairs);
    }

    @Override
    public String text() {
      return lines(
          pairs.stream()
              .map(
                  pair ->
                      "%s: %s %s, %s %s"
                          .formatted(pair.name(), first, pair.first(), second, pair.second())));
    }
  }

  /**
   * Something of two sides.
   *
   * @param isLost whether it tells of lost time or lost packets
   */
  record Pair(String name, String first, String second, boolean isLost) {}

  /** The parts of a whole, in the order of the bar, none of them empty. */
  record Shares(String title, List<Share> shares) implements Section {
    public Shares {
      shares = List.copyOf(shares);
    }

    @Override
    public String text() {
      return lines(shares.stream().map(share -> share.name() + ": " + share.value()));
    }
  }

  /**
   * A part of a whole.
   *
   * @param weight how much it is, in the unit of its siblings
   */
  record Share(String name, String value, double weight, Tone tone) {}

  /**
   * Ways to what belongs to it.
   *
   * @param more how many there are besides, in words; empty for none
   */
  record Links(String title, List<Link> links, String more) implements Section {
    public Links {
      links = List.copyOf(links);
    }

    @Override
    public String text() {
      return lines(
          Stream.concat(
              links.stream().map(link -> (link.text() + "  " + link.note()).strip()),
              Stream.of(more).filter(text -> !text.isEmpty())));
    }
  }

  /**
   * A way to something.
   *
   * @param note what is to be said of it besides, aligned at the right
   * @param severity of a finding
   * @param go what selects it
   */
  record Link(String text, String note, Optional<Severity> severity, Runnable go) {
    /** A way to what is no finding. */
    public Link(String text, String note, Runnable go) {
      this(text, note, Optional.empty(), go);
    }
  }

  private static String lines(Stream<String> lines) {
    return lines.map(Printable::of).collect(Collectors.joining("\n"));
  }
}
