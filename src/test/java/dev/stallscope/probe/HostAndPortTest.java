package dev.stallscope.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.protocol.http.HttpHeaders.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person types, read. */
class HostAndPortTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1, 53",
    "192.0.2.1:5353, 192.0.2.1, 5353",
    "2001:db8::1, 2001:db8::1, 53",
    "[2001:db8::1], 2001:db8::1, 53",
    "[2001:db8::1]:5353, 2001:db8::1, 5353",
    "192.0.2.1:99999, 192.0.2.1:99999, 53"
  })
  void anAddressMayHaveAPort(String text, String host, int port) {
    assertThat(HostAndPort.parse(text, 53)).isEqualTo(new HostAndPort(host, port));
  }

  @ParameterizedTest
  @CsvSource({
    "proxy.test, proxy.test, 8080",
    "http://proxy.test:3128/, proxy.test, 3128",
    "HTTP://[::1]:3128, ::1, 3128"
  })
  void aProxyMayHaveItsScheme(String text, String host, int port) {
    assertThat(HostAndPort.proxy(text)).contains(new HostAndPort(host, port));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "socks5://h", "https://h", "user:word@h", "http://h/path"})
  void whatIsNoHttpProxyIsNotTaken(String text) {
    assertThat(HostAndPort.proxy(text)).isEmpty();
  }

  @Test
  void aHeaderHasANameAndAValue() {
    assertThat(HeaderLine.parse("X-A : b:c ")).contains(new Field("X-A", "b:c"));
    assertThat(HeaderLine.parse("X-A:")).contains(new Field("X-A", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", ": value", "two words: x", "X: \u00fc", "X: a\nY: b"})
  void whatNoFieldCanHoldIsNoHeader(String typed) {
    assertThat(HeaderLine.parse(typed)).isEmpty();
  }
}
