package dev.stallscope.diagnosis;

import dev.stallscope.time.DurationText;
import java.util.List;
import java.util.Locale;

/**
 * One measured fact that a finding rests on.
 *
 * @param name what was measured, in a few words
 * @param value the number or text with its unit, as a person reads it
 * @param packets indexes of the packets that show it, from 0; may be empty
 */
public record Evidence(String name, String value, List<Integer> packets) {
  public Evidence {
    packets = List.copyOf(packets);
  }

  public static Evidence duration(String name, long nanos, Integer... packets) {
    return new Evidence(name, DurationText.of(nanos), List.of(packets));
  }

  public static Evidence count(String name, long count, Integer... packets) {
    return new Evidence(name, String.format(Locale.ROOT, "%,d", count), List.of(packets));
  }

  /** A count with what is counted: {@code 1 stall}, {@code 3 stalls}. */
  public static Evidence count(String name, long count, String noun, Integer... packets) {
    String text = String.format(Locale.ROOT, "%,d %s", count, count == 1 ? noun : noun + "s");
    return new Evidence(name, text, List.of(packets));
  }

  /** A size, decimal units. */
  public static Evidence bytes(String name, long bytes, Integer... packets) {
    return new Evidence(name, QuantityText.bytes(bytes), List.of(packets));
  }

  /** A rate. */
  public static Evidence rate(String name, long bitsPerSecond, Integer... packets) {
    return new Evidence(name, QuantityText.rate(bitsPerSecond), List.of(packets));
  }

  /** A share between 0 and 1, shown in percent. */
  public static Evidence share(String name, double share, Integer... packets) {
    return new Evidence(name, QuantityText.percent(share), List.of(packets));
  }

  public static Evidence text(String name, String value, Integer... packets) {
    return new Evidence(name, value, List.of(packets));
  }
}
