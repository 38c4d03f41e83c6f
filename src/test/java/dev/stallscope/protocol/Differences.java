package dev.stallscope.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where we read a capture otherwise than tshark. Each difference is known by the capture, the
 * stream or packet, and the field, and has a reason that was seen in the packets; another one in
 * the same place fails, and so does a reason that explains nothing any more.
 */
public final class Differences {
  private final Map<String, String> reasons;
  private final Map<String, String> unexplained = new LinkedHashMap<>();
  private final Set<String> explained = new LinkedHashSet<>();
  private int compared;

  /**
   * Differences with their reasons.
   *
   * @param reasons by {@code capture place field}
   */
  public Differences(Map<String, String> reasons) {
    this.reasons = Map.copyOf(reasons);
  }

  /** One reason for fields of one stream or packet. */
  public static Map<String, String> because(
      String reason, String capture, String place, String... fields) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (String field : fields) {
      reasons.put(String.join(" ", capture, place, field), reason);
    }
    return reasons;
  }

  /** All reasons together. */
  @SafeVarargs
  public static Map<String, String> reasons(Map<String, String>... parts) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (Map<String, String> part : parts) {
      reasons.putAll(part);
    }
    return reasons;
  }

  /** Compares one field of one stream or packet. */
  public void compare(String capture, String place, String field, String ours, String theirs) {
    compared++;
    if (ours.equals(theirs)) {
      return;
    }
    String key = String.join(" ", capture, place, field);
    if (reasons.containsKey(key)) {
      explained.add(key);
    } else {
      unexplained.put(key, ours + ", tshark: " + theirs);
    }
  }

  /**
   * Nothing is unexplained, every reason was needed, and enough was compared.
   *
   * @param fields those that were compared: the reasons of others are not asked for
   */
  public void assertExplained(int atLeast, List<String> fields) {
    assertThat(unexplained).isEmpty();
    assertThat(reasons.keySet().stream().filter(key -> fields.contains(field(key))).toList())
        .as("reasons that explain nothing")
        .allSatisfy(key -> assertThat(explained).contains(key));
    assertThat(compared).isGreaterThan(atLeast);
  }

  private static String field(String key) {
    return key.substring(key.lastIndexOf(' ') + 1);
  }
}
