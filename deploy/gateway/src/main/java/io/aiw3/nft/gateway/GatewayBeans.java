package io.aiw3.nft.gateway;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** What is made of the settings, and shared by all event loops. */
class GatewayBeans {
  @Produces
  @Singleton
  static Routes routes(GatewayConfig config) {
    return config.routes().map(Routes::read).orElseGet(Routes::bundled);
  }

  @Produces
  @Singleton
  static Upstreams upstreams(Routes routes, Config config) {
    return Upstreams.of(routes, config);
  }
}
