package dev.stallscope.report.html;

import dev.stallscope.chart.Palette;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.Theme;
import dev.stallscope.chart.Tone;
import java.util.Locale;

/** The style sheet of a page: the colours of both themes, and how large and where things are. */
final class HtmlStyle {
  private static final String LAYOUT =
      """
      *{box-sizing:border-box}
      body{margin:0;background:var(--background);color:var(--text);
        font:15px/1.5 "Inter Tabular",Inter,system-ui,sans-serif;font-variant-numeric:tabular-nums}
      main{max-width:1080px;margin:0 auto;padding:40px 24px}
      h1{font-size:34px;line-height:1.2;margin:0 0 8px}
      h2{font-size:22px;line-height:1.3;margin:0 0 8px}
      h3{font-size:13px;color:var(--dim);font-weight:400;margin:20px 0 4px}
      section{background:var(--panel);border:1px solid var(--line);border-radius:6px;
        padding:24px;margin:24px 0}
      svg{display:block;width:100%;height:auto;margin:16px 0}
      .figure{overflow-x:auto}
      .figure svg{min-width:720px}
      svg.patterns{position:absolute;width:0;height:0;margin:0}
      .dim{color:var(--dim)}
      .lost{color:var(--stall)}
      .tag{font-size:13px;font-weight:600}
      .critical{color:var(--stall)}.major{color:var(--major)}.minor{color:var(--minor)}
      .info{color:var(--info)}.well{color:var(--good)}
      table{border-collapse:collapse;width:100%}
      td,th{padding:4px 0;border-top:1px solid var(--line);text-align:left;font-weight:400;
        vertical-align:top;overflow-wrap:anywhere}
      td.value{text-align:right;padding-left:16px}
      code{font:13px "JetBrains Mono",ui-monospace,monospace;background:var(--raised);
        padding:1px 4px;border-radius:4px;overflow-wrap:anywhere}
      summary{cursor:pointer}
      text{white-space:pre;
        font-family:"Inter Tabular",Inter,system-ui,sans-serif;font-variant-numeric:tabular-nums}
      @media (max-width:640px){
        main{padding:20px 12px}section{padding:14px;margin:14px 0}
        h1{font-size:24px}h2{font-size:18px}ul{padding-left:20px}}
      .middle{text-anchor:middle}.end{text-anchor:end}.dashed{stroke-dasharray:4 3}
      """;

  private HtmlStyle() {}

  /** The whole style sheet. */
  static String text() {
    StringBuilder css = new StringBuilder();
    css.append(":root{color-scheme:light dark;").append(colours(Theme.LIGHT)).append("}\n");
    css.append("@media (prefers-color-scheme:dark){:root{")
        .append(colours(Theme.DARK))
        .append("}}\n");
    css.append(LAYOUT);
    for (Tone tone : Tone.values()) {
      String name = SvgPainter.name(tone);
      css.append(
          ".f-%s{fill:var(--%s)}.s-%s{stroke:var(--%s);fill:none}%n"
              .formatted(name, name, name, name));
    }
    for (TextStyle style : TextStyle.values()) {
      css.append(
          ".t-%s{font-size:%spx;font-weight:%s}%n"
              .formatted(
                  style.name().toLowerCase(Locale.ROOT), style.size(), style.isBold() ? 600 : 400));
    }
    return css.toString();
  }

  private static String colours(Theme theme) {
    StringBuilder css = new StringBuilder();
    for (Tone tone : Tone.values()) {
      css.append("--")
          .append(SvgPainter.name(tone))
          .append(':')
          .append(Palette.of(theme).hex(tone))
          .append(';');
    }
    return css.toString();
  }
}
