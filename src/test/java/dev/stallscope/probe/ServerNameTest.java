package dev.stallscope.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerNameTest {
  @ParameterizedTest
  @CsvSource({
    "localhost, localhost",
    "wiki, wiki",
    "shop.test., shop.test",
    "localhost., localhost"
  })
  void aNameThatTheLibrariesLeaveOutIsSent(String host, String name) {
    assertThat(ServerName.leftOut(host)).contains(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.test", "a.b.shop.test", "127.0.0.1", "::1", "a b", "."})
  void whatTheySendAndWhatIsNoNameIsLeftToThem(String host) {
    assertThat(ServerName.leftOut(host)).isEmpty();
  }
}
