package io.aiw3.nft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The environment variables of the README. */
class GatewayConfigTest {
  private static final Routes ROUTES =
      Routes.parse("{\"routes\":[{\"path\":\"/a\",\"service\":\"badge-service\"}]}");

  @Test
  void everyVariableOfTheReadmeIsRead() throws Exception {
    Pattern variable = Pattern.compile("`(GATEWAY_[A-Z_]+)`");
    Map<String, String> environment = new HashMap<>();
    variable
        .matcher(Files.readString(Path.of("README.md")))
        .results()
        .forEach(found -> environment.put(found.group(1), "7"));
    environment.put("GATEWAY_CONSOLE_LOCAL", "true");

    GatewayConfig config = TestGateway.settings(environment);

    assertThat(
            List.of(
                config.port(),
                config.metricsPort(),
                config.drainSeconds(),
                config.bodyLimit(),
                config.headSeconds(),
                config.bodySeconds(),
                config.serviceIdleSeconds(),
                config.partMillis(),
                config.partLimit(),
                config.callerIdleSeconds(),
                config.userRequestsPerMinute(),
                config.addressRequestsPerMinute(),
                config.jwt().keysSeconds()))
        .containsOnly(7);
    GatewayConfig.Console console = config.console();
    assertThat(
            List.of(
                config.host(),
                config.routes().orElseThrow().toString(),
                config.corsOrigins().orElseThrow().get(0),
                config.trustedProxies().orElseThrow(),
                config.forwardedHeader(),
                config.jwt().keys().orElseThrow(),
                config.jwt().algorithm(),
                config.jwt().issuer(),
                config.jwt().audience(),
                console.dir().orElseThrow().toString(),
                console.oidc().authority().orElseThrow(),
                console.oidc().clientId().orElseThrow(),
                console.oidc().scope(),
                console.imageOrigins().orElseThrow().get(0)))
        .containsOnly("7");
    assertThat(console.local()).isTrue();
    assertThat(new TreeSet<>(environment.keySet())).hasSize(28);
  }

  @Test
  void aServiceHasAnAddressForEachReplica() {
    assertThat(upstreams("http://10.0.0.4:8082, http://10.0.0.5").of("badge-service"))
        .containsExactly(
            SocketAddress.inetSocketAddress(8082, "10.0.0.4"),
            SocketAddress.inetSocketAddress(80, "10.0.0.5"));
  }

  @Test
  void aMissingOrWrongAddressSaysWhatToWrite() {
    assertThatThrownBy(() -> upstreams("")).hasMessageContaining("BADGE_SERVICE_URL is missing");
    assertThatThrownBy(() -> upstreams("https://10.0.0.4"))
        .hasMessageContaining("BADGE_SERVICE_URL");
  }

  @Test
  void anUnknownAlgorithmOrAMissingKeyFileIsRefused() {
    assertThatThrownBy(
            () -> new Tokens(TestGateway.settings(Map.of("GATEWAY_JWT_ALGORITHM", "HS256"))))
        .hasMessageContaining("write RS256 or ES256");
    assertThatThrownBy(
            () -> new Tokens(TestGateway.settings(Map.of("GATEWAY_JWT_KEYS", "/no/such/file"))))
        .hasMessageContaining("GATEWAY_JWT_KEYS");
  }

  private static Upstreams upstreams(String urls) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withSources(new EnvConfigSource(Map.of("BADGE_SERVICE_URL", urls), 300))
            .build();
    return Upstreams.of(ROUTES, config);
  }
}
