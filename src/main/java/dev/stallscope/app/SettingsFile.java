package dev.stallscope.app;

import dev.stallscope.ui.workspace.SettingsStore;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Settings in a properties file in the place that the platform has for them. */
final class SettingsFile implements SettingsStore {
  private static final System.Logger LOG = System.getLogger(SettingsFile.class.getName());

  private final Path file;

  SettingsFile(Path file) {
    this.file = file;
  }

  /** The file of the user who runs the program. */
  static SettingsFile ofUser() {
    String system = System.getProperty("os.name", "");
    Path home = Path.of(System.getProperty("user.home", "."));
    return new SettingsFile(folder(system, home, System.getenv()).resolve("settings.properties"));
  }

  /** The platform's folder for settings: XDG base directories, Library or AppData. */
  static Path folder(String system, Path home, Map<String, String> environment) {
    if (system.startsWith("Mac")) {
      return home.resolve("Library/Application Support/Stallscope");
    }
    if (system.startsWith("Windows")) {
      String roaming = environment.getOrDefault("APPDATA", "");
      return (roaming.isEmpty() ? home : Path.of(roaming)).resolve("Stallscope");
    }
    String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
    return (config.isEmpty() ? home.resolve(".config") : Path.of(config)).resolve("stallscope");
  }

  @Override
  public Map<String, String> load() {
    Properties kept = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        kept.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        LOG.log(System.Logger.Level.WARNING, "settings in {0} are lost: {1}", file, e);
      }
    }
    Map<String, String> settings = new HashMap<>();
    kept.stringPropertyNames().forEach(key -> settings.put(key, kept.getProperty(key)));
    return settings;
  }

  @Override
  public void save(Map<String, String> settings) {
    Properties kept = new Properties();
    kept.putAll(settings);
    Path parent = file.toAbsolutePath().getParent();
    try {
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Path whole = file.resolveSibling(file.getFileName() + ".new");
      try (Writer writer = Files.newBufferedWriter(whole)) {
        kept.store(writer, null);
      }
      Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "settings cannot be kept in {0}: {1}", file, e);
    }
  }
}
