package dev.stallscope.diagnosis.http;

import dev.stallscope.protocol.http.Redaction;
import java.util.regex.Pattern;

/**
 * What a call asks for, whatever the numbers in it: {@code GET /users/*}. Path segments that are
 * numbers, UUIDs or long hexadecimal strings become a star, as in STALLS 6.3; the query goes.
 */
public final class CallTemplate {
  /** What fits into a title together with its sentence. */
  private static final int SHOWN_CHARACTERS = 44;

  private static final Pattern VARIABLE_SEGMENT =
      Pattern.compile(
          "(?<=/)(?:\\d+|[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
              + "|[0-9a-fA-F]{40}|[0-9a-fA-F]{32}|[0-9a-fA-F]{24})(?=/|$)");

  private CallTemplate() {}

  /** The template of an exchange's label, as it stands in a sentence. */
  public static String of(String label) {
    int query = label.indexOf('?');
    String path = query < 0 ? label : label.substring(0, query);
    String template = shown(VARIABLE_SEGMENT.matcher(path).replaceAll("*"));
    return template.startsWith("encrypted request ") ? "an " + template : template;
  }

  /** A label or URL without secrets, short enough for a title. */
  public static String shown(String label) {
    String hidden = Redaction.text(label);
    return hidden.length() <= SHOWN_CHARACTERS
        ? hidden
        : hidden.substring(0, SHOWN_CHARACTERS - 1) + "…";
  }
}
