package dev.stallscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.chart.TextStyle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberedWidthsTest {
  private final List<String> measured = new ArrayList<>();
  private final RememberedWidths widths =
      new RememberedWidths(
          (text, style) -> {
            measured.add(text);
            return text.length() * style.size();
          });

  @Test
  void aTextIsMeasuredOnceInEachStyle() {
    double body = widths.width("GET /", TextStyle.BODY);
    assertThat(widths.width("GET /", TextStyle.BODY)).isEqualTo(body);
    assertThat(measured).containsExactly("GET /");
    assertThat(widths.width("GET /", TextStyle.SECONDARY)).isLessThan(body);
    assertThat(measured).containsExactly("GET /", "GET /");
  }

  @Test
  void whatIsMeasuredWithoutEndIsForgotten() {
    for (int i = 0; i <= 10_000; i++) {
      widths.width("/" + i, TextStyle.BODY);
    }
    measured.clear();
    widths.width("/0", TextStyle.BODY);
    assertThat(measured).containsExactly("/0");
  }
}
