package dev.stallscope.ui.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.chart.Theme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;

class SettingsTest {
  /** Keeps settings in memory. */
  private static final class Memory implements SettingsStore {
    private Map<String, String> kept = new HashMap<>();

    @Override
    public Map<String, String> load() {
      return kept;
    }

    @Override
    public void save(Map<String, String> settings) {
      kept = settings;
    }
  }

  private final Memory memory = new Memory();

  @Test
  void numbersSurviveAndNonsenseIsIgnored() {
    new Settings(memory).put("a", 0.25);
    assertThat(new Settings(memory).number("a")).hasValue(0.25);
    new Settings(memory).put("a", "wide");
    assertThat(new Settings(memory).number("a")).isEmpty();
    new Settings(memory).put("a", "NaN");
    assertThat(new Settings(memory).number("a")).isEmpty();
  }

  @Test
  void whoListensToRecentThingsHearsOfThemAfterACollectionOfGarbage() {
    Settings settings = new Settings(memory);
    RecentTexts texts = new RecentTexts(settings, "url.", 3);
    RecentFiles files = new RecentFiles(settings);
    List<Object> heard = new ArrayList<>();
    texts.texts().addListener((ListChangeListener<Object>) _ -> heard.add("text"));
    files.files().addListener((ListChangeListener<Object>) _ -> heard.add("file"));
    System.gc();
    texts.add("https://example.test/");
    files.add(List.of(Path.of("a.pcapng")));
    assertThat(heard).contains("text", "file");
  }

  @Test
  void whatIsOnOrOffSurvives() {
    BooleanProperty flag = new Settings(memory).flag("legend", true);
    assertThat(flag.get()).isTrue();
    flag.set(false);
    assertThat(new Settings(memory).flag("legend", true).get()).isFalse();
  }

  @Test
  void theChosenThemeAndSizeSurvive() {
    Appearance appearance = new Appearance(new Settings(memory));
    appearance.choose(Theme.HIGH_CONTRAST);
    appearance.enlarge();
    Appearance later = new Appearance(new Settings(memory));
    assertThat(later.theme()).isEqualTo(Theme.HIGH_CONTRAST);
    assertThat(later.scaleProperty().get()).isEqualTo(1.1);
  }

  @Test
  void withoutAChoiceTheSystemIsFollowed() {
    Appearance appearance = new Appearance(new Settings(memory));
    appearance.followSystem(Theme.DARK);
    assertThat(appearance.theme()).isEqualTo(Theme.DARK);
    appearance.choose(Theme.LIGHT);
    appearance.followSystem(Theme.DARK);
    assertThat(appearance.theme()).isEqualTo(Theme.LIGHT);
    appearance.choose(null);
    assertThat(appearance.theme()).isEqualTo(Theme.DARK);
  }

  @Test
  void textStaysReadable() {
    Appearance appearance = new Appearance(new Settings(memory));
    for (int i = 0; i < 50; i++) {
      appearance.enlarge();
    }
    assertThat(appearance.scaleProperty().get()).isEqualTo(Appearance.MAX_SCALE);
    for (int i = 0; i < 50; i++) {
      appearance.reduce();
    }
    assertThat(appearance.scaleProperty().get()).isEqualTo(Appearance.MIN_SCALE);
  }

  @Test
  void theTenNewestFilesAreRememberedEachOnce() {
    RecentFiles recent = new RecentFiles(new Settings(memory));
    for (int i = 0; i < 12; i++) {
      recent.add(List.of(Path.of("/tmp/" + i + ".pcap")));
    }
    recent.add(List.of(Path.of("/tmp/5.pcap")));
    List<Path> expected =
        List.of(5, 11, 10, 9, 8, 7, 6, 4, 3, 2).stream()
            .map(i -> Path.of("/tmp/" + i + ".pcap"))
            .toList();
    assertThat(recent.files()).isEqualTo(expected);
    assertThat(new RecentFiles(new Settings(memory)).files()).isEqualTo(expected);
  }
}
