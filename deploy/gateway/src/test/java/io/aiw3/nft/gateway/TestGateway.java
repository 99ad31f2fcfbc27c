package io.aiw3.nft.gateway;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;

/** A gateway in the test's own process: the same beans, put together by hand. */
final class TestGateway {
  private static final int ENVIRONMENT = 300;

  private TestGateway() {}

  static Future<String> start(Vertx vertx, Map<String, String> environment) {
    SmallRyeConfig config = config(environment);
    GatewayConfig settings = config.getConfigMapping(GatewayConfig.class);
    Routes routes = GatewayBeans.routes(settings);
    Tokens tokens = new Tokens(settings);
    Requests requests = new Requests(new SimpleMeterRegistry());
    Filters filters = new Filters(settings, routes, Upstreams.of(routes, config), tokens, requests);
    return new GatewayServers(vertx, settings, routes, filters, tokens, requests).listen();
  }

  static GatewayConfig settings(Map<String, String> environment) {
    return config(environment).getConfigMapping(GatewayConfig.class);
  }

  private static SmallRyeConfig config(Map<String, String> environment) {
    return new SmallRyeConfigBuilder()
        .withSources(new EnvConfigSource(environment, ENVIRONMENT))
        .withMapping(GatewayConfig.class)
        .build();
  }
}
