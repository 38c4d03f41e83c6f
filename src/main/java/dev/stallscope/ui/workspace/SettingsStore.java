package dev.stallscope.ui.workspace;

import java.util.Map;

/** Where settings live between two runs. Losing them is a nuisance, never an error. */
public interface SettingsStore {
  /** Keeps nothing. */
  SettingsStore NONE =
      new SettingsStore() {
        @Override
        public Map<String, String> load() {
          return Map.of();
        }

        @Override
        public void save(Map<String, String> settings) {}
      };

  /** What was kept, or nothing. */
  Map<String, String> load();

  /** Keeps all of this in place of what was kept before. */
  void save(Map<String, String> settings);
}
