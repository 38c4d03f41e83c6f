package dev.stallscope.report.html;

/** Text inside of HTML: nothing in it is markup, in elements as in quoted attributes. */
final class HtmlEscape {
  private HtmlEscape() {}

  static String of(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
