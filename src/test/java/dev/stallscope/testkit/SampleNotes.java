package dev.stallscope.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the lab built into a sample, as its {@code NOTES.md} tells it: not what was found, but what
 * is true.
 *
 * @param mustBeFound ids of findings
 * @param mustNotBeFound ids of findings
 * @param alsoTrue ids of findings that may stand beside those
 * @param costMillis avoidable time by id, where the lab set it
 */
public record SampleNotes(
    Set<String> mustBeFound,
    Set<String> mustNotBeFound,
    Set<String> alsoTrue,
    Map<String, Double> costMillis) {
  /** Stands where a list is empty: {@code nothing above `info`}. */
  private static final String NOTHING = "info";

  private static final Pattern ID = Pattern.compile("`([a-z0-9-]+)`");
  private static final Pattern COST = Pattern.compile("`([a-z0-9-]+)` ([0-9.]+) ms");

  /**
   * Reads the notes beside a capture.
   *
   * @throws IOException if they cannot be read
   */
  public static SampleNotes beside(Path capture) throws IOException {
    String notes = Files.readString(capture.resolveSibling("NOTES.md"));
    Map<String, Double> costs = new LinkedHashMap<>();
    Matcher cost = COST.matcher(item(notes, "Time lost"));
    while (cost.find()) {
      costs.put(cost.group(1), Double.valueOf(cost.group(2)));
    }
    return new SampleNotes(
        ids(item(notes, "Must be found")),
        ids(item(notes, "Must not be found")),
        ids(item(notes, "Also true")),
        costs);
  }

  private static Set<String> ids(String item) {
    Set<String> ids = new LinkedHashSet<>();
    Matcher id = ID.matcher(item);
    while (id.find()) {
      ids.add(id.group(1));
    }
    ids.remove(NOTHING);
    return ids;
  }

  /** The text of a list item, over all its lines; empty where there is none. */
  private static String item(String notes, String name) {
    Pattern item =
        Pattern.compile(
            "^- \\*\\*" + name + "\\*\\*: (.*?)(?=\\n- |\\n\\n)",
            Pattern.DOTALL | Pattern.MULTILINE);
    Matcher matcher = item.matcher(notes);
    return matcher.find() ? matcher.group(1) : "";
  }
}
