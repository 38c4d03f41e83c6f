package dev.stallscope.ui.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextsTest {
  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle("dev.stallscope.ui.Texts", Locale.ENGLISH);
  private static final Pattern WHOLE_KEY =
      Pattern.compile("Texts\\.of\\(\\s*\"([^\"]+[^.\"])\"[,)]");

  @Test
  void everyKeyThatIsNamedExists() throws IOException {
    Matcher matcher = WHOLE_KEY.matcher(source());
    List<String> missing = new ArrayList<>();
    while (matcher.find()) {
      if (!BUNDLE.containsKey(matcher.group(1))) {
        missing.add(matcher.group(1));
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void noTextIsLeftOver() throws IOException {
    String source = source();
    List<String> unused =
        BUNDLE.keySet().stream()
            .filter(key -> !source.contains('"' + key + '"') && !isMade(key, source))
            .toList();
    assertThat(unused).isEmpty();
  }

  /** Keys such as {@code severity.major} are put together from a literal and a name. */
  private static boolean isMade(String key, String source) {
    return key.startsWith("sample.")
        || Stream.iterate(key.indexOf('.'), dot -> dot >= 0, dot -> key.indexOf('.', dot + 1))
            .anyMatch(
                dot ->
                    source.contains('"' + key.substring(0, dot + 1) + '"')
                        || source.contains('"' + key.substring(dot + 1) + '"'));
  }

  @Test
  void valuesAreWrittenForPeople() {
    assertThat(Texts.of("findings.count", 1)).isEqualTo("1 finding");
    assertThat(Texts.of("findings.count", 1200)).isEqualTo("1,200 findings");
  }

  private static String source() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/stallscope/ui"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }
}
