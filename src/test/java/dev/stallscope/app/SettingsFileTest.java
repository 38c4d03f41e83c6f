package dev.stallscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
  private static final Path HOME = Path.of("/home/ada");

  @Test
  void eachPlatformHasItsPlace() {
    assertThat(SettingsFile.folder("Linux", HOME, Map.of()))
        .isEqualTo(Path.of("/home/ada/.config/stallscope"));
    assertThat(SettingsFile.folder("Linux", HOME, Map.of("XDG_CONFIG_HOME", "/conf")))
        .isEqualTo(Path.of("/conf/stallscope"));
    assertThat(SettingsFile.folder("Mac OS X", HOME, Map.of()))
        .isEqualTo(Path.of("/home/ada/Library/Application Support/Stallscope"));
    assertThat(SettingsFile.folder("Windows 11", HOME, Map.of("APPDATA", "/roaming")))
        .isEqualTo(Path.of("/roaming/Stallscope"));
  }

  @Test
  void whatIsSavedIsLoaded(@TempDir Path folder) {
    Path file = folder.resolve("deep/settings.properties");
    new SettingsFile(file).save(Map.of("theme", "dark", "recent.0", "/a b/ü.pcap"));
    assertThat(new SettingsFile(file).load())
        .isEqualTo(Map.of("theme", "dark", "recent.0", "/a b/ü.pcap"));
  }

  @Test
  void aMissingOrBrokenFileIsNoError(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("settings.properties");
    assertThat(new SettingsFile(file).load()).isEmpty();
    Files.writeString(file, "theme=\\uZZZZ");
    assertThat(new SettingsFile(file).load()).isEmpty();
  }
}
