package dev.stallscope.app;

import dev.stallscope.probe.HeaderLine;
import dev.stallscope.protocol.http.Redaction;
import dev.stallscope.report.Labels;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** What the user typed behind the program's name, to be typed again. */
final class TypedCommand {
  /** An option that stands in one word with its value. */
  private static final Pattern OPTION = Pattern.compile("--header=|-H=?");

  private TypedCommand() {}

  /** Its words, with cookies, tokens and passwords masked unless they are to be shown. */
  static List<String> words(CommandLine command, boolean reveals) {
    List<String> typed = command.getParseResult().originalArgs();
    return reveals ? typed : typed.stream().map(TypedCommand::masked).toList();
  }

  static String masked(String word) {
    Matcher start = OPTION.matcher(word);
    String option = start.lookingAt() ? start.group() : "";
    String value = word.substring(option.length());
    return option
        + HeaderLine.parse(value)
            .filter(_ -> !value.contains("://"))
            .filter(field -> !Redaction.header(field.name(), field.value()).equals(field.value()))
            .map(field -> field.name() + ": " + Redaction.header(field.name(), field.value()))
            .orElseGet(() -> Labels.REDACTED.text(value));
  }
}
