package dev.stallscope.capture.live;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words of a command, as a person can type them again. */
public final class ShellWords {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

  private ShellWords() {}

  /** For sh, bash and zsh. */
  static String posix(List<String> words) {
    return words.stream().map(ShellWords::posix).collect(Collectors.joining(" "));
  }

  /** One word for sh, bash and zsh: what they would read something into is in single quotes. */
  public static String posix(String word) {
    return isPlain(word) ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** For cmd and PowerShell, in double quotes. */
  static String windows(List<String> words) {
    return words.stream()
        .map(word -> isPlain(word) ? word : '"' + word.replace("\"", "\\\"") + '"')
        .collect(Collectors.joining(" "));
  }

  private static boolean isPlain(String word) {
    return PLAIN.matcher(word).matches();
  }
}
