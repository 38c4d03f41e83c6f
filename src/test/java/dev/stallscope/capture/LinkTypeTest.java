package dev.stallscope.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkTypeTest {
  @ParameterizedTest
  @CsvSource({
    "1, Ethernet",
    "0, loopback",
    "108, loopback",
    "101, raw IP",
    "113, Linux cooked",
    "276, Linux cooked",
    "127, Wi-Fi",
    "147, user-defined link type 0",
    "162, user-defined link type 15",
    "99, link type 99"
  })
  void hasTheNameThatAPersonKnows(int linkType, String title) {
    assertThat(LinkType.title(linkType)).isEqualTo(title);
  }
}
