package io.aiw3.nft.kit.security;

import io.aiw3.nft.kit.config.KitConfig;
import io.aiw3.nft.kit.token.KeySource;
import io.aiw3.nft.kit.token.TokenKeys;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** {@link TokenKeys} of the address that smallrye-jwt is configured with. */
@ApplicationScoped
class ServiceTokenKeys {
  private final TokenKeys keys;

  ServiceTokenKeys(
      @ConfigProperty(name = "mp.jwt.verify.publickey.location") Optional<String> location,
      KitConfig config) {
    keys =
        new TokenKeys(
            location.map(String::strip).flatMap(KeySource::of),
            config.security().keyRefresh(),
            config.security().keyPause());
  }

  void onStart(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
    keys.start();
  }

  @PreDestroy
  void stop() {
    keys.stop();
  }

  TokenKeys keys() {
    return keys;
  }
}
