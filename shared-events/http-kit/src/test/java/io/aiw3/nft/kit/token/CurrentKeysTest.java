package io.aiw3.nft.kit.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.UnresolvableKeyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurrentKeysTest {
  private static final Duration SELDOM = Duration.ofHours(1);

  @TempDir private Path directory;
  private TokenKeys keys;

  @AfterEach
  void stop() {
    keys.stop();
  }

  @Test
  void keysThatCannotBeUsedLeaveThoseBeforeThemInUse() throws Exception {
    RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
    Path file = Files.writeString(directory.resolve("keys"), new JsonWebKeySet(key).toJson());
    keys = new TokenKeys(Optional.of(new KeySource.Local(file)), SELDOM, SELDOM);
    keys.start();
    CurrentKeys current = new CurrentKeys(keys);
    assertThat(current.resolver("RS256")).isNotNull();

    // JSON, but without a key.
    Files.writeString(file, "{\"keys\":[]}");
    keys.start();

    assertThat(keys.text()).contains("{\"keys\":[]}");
    assertThat(current.resolver("RS256")).isNotNull();
    assertThatThrownBy(() -> current.resolver("ES256"))
        .isInstanceOf(UnresolvableKeyException.class);
  }
}
