package dev.stallscope.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextFlowTest {
  /** Every letter is ten pixels wide. */
  private static final TextMeter METER = (text, _) -> 10.0 * text.length();

  @Test
  void breaksBetweenWords() {
    assertThat(lines("one two three", 80, 9)).containsExactly("one two", "three");
  }

  @Test
  void breaksAWordThatIsTooLong() {
    assertThat(lines("abcdefghij kl", 40, 9)).containsExactly("abcd", "efgh", "ij", "kl");
  }

  @Test
  void breaksAWordWhereAPartOfItEnds() {
    assertThat(lines("stock.shop-one.example.org", 100, 9))
        .containsExactly("stock.", "shop-one.", "example.", "org");
    assertThat(lines("EncryptedExtensions", 120, 9)).containsExactly("Encrypted", "Extensions");
    assertThat(lines("TLS_AES_128_GCM_SHA256", 120, 9))
        .containsExactly("TLS_AES_128_", "GCM_SHA256");
  }

  @Test
  void leavesNoLineForALittleOfAWord() {
    assertThat(lines("a.bcdefghijklmn", 100, 9)).containsExactly("a.bcdefghi", "jklmn");
  }

  @Test
  void saysThatSomethingIsLeftOut() {
    assertThat(lines("one two three four", 80, 2)).containsExactly("one two", "three f…");
  }

  @Test
  void tearsNoTimeApart() {
    assertThat(lines("took 2.34\u00a0s", 90, 2)).containsExactly("took", "2.34\u00a0s");
  }

  @Test
  void tearsNoLetterApart() {
    assertThat(lines("\ud83d\ude00\ud83d\ude00", 30, 9))
        .containsExactly("\ud83d\ude00", "\ud83d\ude00");
  }

  @Test
  void nothingIsNoLine() {
    assertThat(lines("  ", 80, 3)).isEmpty();
  }

  private static List<String> lines(String text, double width, int most) {
    return new TextFlow(METER).lines(text, TextStyle.BODY, width, most);
  }
}
