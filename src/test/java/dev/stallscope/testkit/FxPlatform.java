package dev.stallscope.testkit;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Chooses how JavaFX draws before any test can start it: in software, so that pictures are the same
 * everywhere, and without a display where there is none.
 */
public final class FxPlatform implements LauncherSessionListener {
  @Override
  public void launcherSessionOpened(LauncherSession session) {
    System.setProperty("prism.order", "sw");
    if (!hasDisplay()) {
      System.setProperty("glass.platform", "Headless");
    }
  }

  static boolean hasDisplay() {
    return !System.getenv().getOrDefault("DISPLAY", "").isEmpty();
  }
}
