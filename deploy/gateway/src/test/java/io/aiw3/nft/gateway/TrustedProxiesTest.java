package io.aiw3.nft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private static final String NETWORKS = "10.0.0.0/8, fd00::/8";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // trusted | peer | header | caller
        "'' | 10.0.0.1 | 203.0.113.7 | 10.0.0.1",
        "10.0.0.0/8 | 10.0.0.1 | '' | 10.0.0.1",
        "10.0.0.0/8 | 10.0.0.1 | 203.0.113.7 | 203.0.113.7",
        "10.0.0.0/8 | 192.0.2.1 | 203.0.113.7 | 192.0.2.1",
        "10.0.0.0/8 | 10.0.0.1 | 6.6.6.6, 203.0.113.7 | 203.0.113.7",
        "10.0.0.0/8 | 10.0.0.1 | 6.6.6.6, 203.0.113.7, 10.1.2.3 | 203.0.113.7",
        "10.0.0.0/8 | 10.0.0.1 | 10.9.9.9, 10.1.2.3 | 10.9.9.9",
        "10.0.0.0/8 | 10.0.0.1 | 6.6.6.6, unknown | 10.0.0.1",
        "10.0.0.0/8 | 10.0.0.1 | 6.6.6.6, not.an.address, 10.1.2.3 | 10.1.2.3",
        "10.0.0.0/8 | 10.0.0.1 | 203.0.113.7:4711 | 203.0.113.7",
        "10.0.0.0/8 | 10.0.0.1 | [2001:db8::7]:4711 | 2001:db8::7",
        "10.0.0.0/8 | ::ffff:10.0.0.1 | 203.0.113.7 | 203.0.113.7",
        "10.0.0.0/8, fd00::/8 | fd00::1 | 2001:db8::7, 10.0.0.2 | 2001:db8::7",
        "1 | 192.0.2.1 | 6.6.6.6, 203.0.113.7 | 203.0.113.7",
        "2 | 192.0.2.1 | 6.6.6.6, 203.0.113.7, 198.51.100.1 | 203.0.113.7",
        "2 | 192.0.2.1 | 203.0.113.7 | 203.0.113.7",
        "2 | 192.0.2.1 | '' | 192.0.2.1",
        "2 | 192.0.2.1 | 6.6.6.6, , 198.51.100.1 | 198.51.100.1",
      })
  void theCallerIsWhereTrustEnds(String trusted, String peer, String header, String caller)
      throws Exception {
    List<String> lines = header.isEmpty() ? List.of() : List.of(header);

    assertThat(
            TrustedProxies.of(trusted, "X-Forwarded-For")
                .caller(InetAddress.getByName(peer), lines))
        .isEqualTo(InetAddress.getByName(caller));
  }

  @Test
  void severalLinesAreOne() throws Exception {
    assertThat(
            TrustedProxies.of("2", "X-Forwarded-For")
                .caller(address("192.0.2.1"), List.of("6.6.6.6, 203.0.113.7", "198.51.100.1")))
        .isEqualTo(address("203.0.113.7"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for=203.0.113.7 | 203.0.113.7",
        "For=\"203.0.113.7:80\";proto=https | 203.0.113.7",
        "proto=https;for=\"[2001:db8::7]:80\" | 2001:db8::7",
        "for=6.6.6.6, for=203.0.113.7;by=10.0.0.1 | 203.0.113.7",
        "for=6.6.6.6, for=203.0.113.7, for=10.2.2.2 | 203.0.113.7",
        "for=6.6.6.6, for=_hidden | 10.0.0.1",
        "for=6.6.6.6, for=unknown | 10.0.0.1",
        "for=6.6.6.6, by=10.2.2.2 | 10.0.0.1",
        "for=203.0.113.7;host=\"a,for=6.6.6.6\" | 203.0.113.7",
        "for=6.6.6.6, \"open | 10.0.0.1",
      })
  void forwardedIsReadAsItsStandardHasIt(String header, String caller) throws Exception {
    assertThat(
            TrustedProxies.of(NETWORKS, "Forwarded").caller(address("10.0.0.1"), List.of(header)))
        .isEqualTo(address(caller));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ingress", "10.0.0.0", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/8,", "-1"})
  void whatIsNoNetworkStopsTheStart(String trusted) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustedProxies.of(trusted, "X-Forwarded-For"))
        .withMessageContaining("GATEWAY_TRUSTED_PROXIES");
  }

  @Test
  void anotherHeaderStopsTheStart() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustedProxies.of("1", "X-Real-IP"))
        .withMessageContaining("GATEWAY_FORWARDED_HEADER");
  }

  @Test
  void anIpv6CallerIsItsNetwork() throws Exception {
    String one = new Client(address("2001:db8:1:2:3:4:5:6"), null).network();

    assertThat(new Client(address("2001:db8:1:2:ffff::1"), null).network()).isEqualTo(one);
    assertThat(new Client(address("2001:db8:1:3::1"), null).network()).isNotEqualTo(one);
    assertThat(new Client(address("::ffff:203.0.113.7"), null).network())
        .isEqualTo(new Client(address("203.0.113.7"), null).network())
        .isNotEqualTo(new Client(address("203.0.113.8"), null).network());
  }

  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getByName(text);
  }
}
