package dev.stallscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NameResolverTest {
  private static final String ZONE =
      """
      www.shop.test. 300 IN CNAME edge.cdn.test.
      edge.cdn.test. 20 IN A 127.0.0.2
      edge.cdn.test. 20 IN A 127.0.0.3
      edge.cdn.test. 30 IN AAAA 2001:db8::1
      """;

  @Test
  void bothKindsOfAddressAreAskedForAndAliasesKept() throws IOException {
    NameLookup lookup = lookup(AddressFamily.ANY);
    assertThat(lookup.addresses()).hasToString("[2001:db8::1, 127.0.0.2, 127.0.0.3]");
    assertThat(lookup.queries()).extracting(RecordQuery::type).containsExactly("AAAA", "A");
    assertThat(lookup.queries()).extracting(RecordQuery::rcode).containsOnly("NOERROR");
    assertThat(lookup.queries().getLast().answers())
        .extracting(
            RecordQuery.Answer::name,
            RecordQuery.Answer::type,
            RecordQuery.Answer::ttlSeconds,
            RecordQuery.Answer::value)
        .containsExactly(
            tuple("www.shop.test", "CNAME", 300L, "edge.cdn.test"),
            tuple("edge.cdn.test", "A", 20L, "127.0.0.2"),
            tuple("edge.cdn.test", "A", 20L, "127.0.0.3"));
  }

  @Test
  void onlyTheWantedKindIsAskedFor() throws IOException {
    assertThat(lookup(AddressFamily.IPV4).addresses()).hasToString("[127.0.0.2, 127.0.0.3]");
    assertThat(lookup(AddressFamily.IPV6).addresses()).hasToString("[2001:db8::1]");
  }

  @Test
  void theHostsFileIsAskedFirst() throws IOException {
    ProbePlan plan = ProbePlan.of("http://localhost/").family(AddressFamily.IPV4).build();
    NameLookup lookup = resolver(plan).lookup("localhost");
    assertThat(lookup.source()).isEqualTo("the hosts file");
    assertThat(lookup.queries()).isEmpty();
    assertThat(lookup.addresses()).hasToString("[127.0.0.1]");
  }

  @Test
  void aNameThatTheHostsFileHasNoSuchAddressForIsSaidToBeThere() throws IOException {
    assumeFalse(Files.readString(Path.of("/etc/hosts")).contains("::1"), "it has one");
    ProbePlan plan = ProbePlan.of("http://localhost/").family(AddressFamily.IPV6).build();
    assertThatThrownBy(() -> resolver(plan).lookup("localhost"))
        .isInstanceOf(LookupException.class)
        .hasMessage("The hosts file knows localhost, but has no IPv6 address for it.");
  }

  private static NameLookup lookup(AddressFamily family) throws IOException {
    try (TestNameServer names = new TestNameServer(0, ZONE)) {
      return resolver(
              ProbePlan.of("http://www.shop.test/")
                  .resolver(Optional.of(names.address()))
                  .family(family)
                  .build())
          .lookup("www.shop.test");
    }
  }

  private static NameResolver resolver(ProbePlan plan) {
    return new NameResolver(plan, ProbeClock.start(), new Cancellation());
  }
}
