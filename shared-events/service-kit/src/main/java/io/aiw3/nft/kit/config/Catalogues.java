package io.aiw3.nft.kit.config;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.TierCatalogue;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** The catalogues as beans: built in, or from the files that the configuration names. */
@Startup
@ApplicationScoped
public class Catalogues {
  private final TierCatalogue tiers;
  private final BadgeCatalogue badges;

  Catalogues(KitConfig config) {
    tiers = load(config.catalogue().tiers(), TierCatalogue::read, TierCatalogue::standard);
    badges =
        load(config.catalogue().badges(), BadgeCatalogue::read, BadgeCatalogue::standard)
            .requireLevels(tiers);
  }

  @Produces
  @Singleton
  TierCatalogue tiers() {
    return tiers;
  }

  @Produces
  @Singleton
  BadgeCatalogue badges() {
    return badges;
  }

  private static <T> T load(Optional<Path> file, Reader<T> reader, Supplier<T> standard) {
    if (file.isEmpty()) {
      return standard.get();
    }
    try (InputStream in = Files.newInputStream(file.get())) {
      return reader.read(in);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read " + file.get() + ": " + e.getMessage(), e);
    }
  }

  private interface Reader<T> {
    T read(InputStream in) throws IOException;
  }
}
