package dev.stallscope.probe;

import java.util.Optional;
import okhttp3.HttpUrl;

/** URLs as a person types them. */
public final class ProbeUrl {
  private ProbeUrl() {}

  /** The absolute URL, normalised; https where no scheme was given, empty where it is none. */
  public static Optional<String> parse(String typed) {
    String text = typed.strip();
    HttpUrl url = HttpUrl.parse(text.contains("://") ? text : "https://" + text);
    return Optional.ofNullable(url).map(HttpUrl::toString);
  }
}
