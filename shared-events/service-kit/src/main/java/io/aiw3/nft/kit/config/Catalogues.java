package io.aiw3.nft.kit.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.TierCatalogue;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
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
import java.util.zip.CRC32;

/**
 * The catalogues as beans: built in, or from the files that the configuration names. {@code
 * aiw3_catalogue_checksum} (CRC-32 of the content, by {@code catalogue}) shows whether all services
 * have the same.
 */
@Startup
@ApplicationScoped
public class Catalogues {
  private final TierCatalogue tiers;
  private final BadgeCatalogue badges;

  Catalogues(KitConfig config, MeterRegistry metrics) {
    tiers = load(config.catalogue().tiers(), TierCatalogue::read, TierCatalogue::standard);
    badges =
        load(config.catalogue().badges(), BadgeCatalogue::read, BadgeCatalogue::standard)
            .requireLevels(tiers);
    register(metrics, "tiers", tiers);
    register(metrics, "badges", badges);
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

  private static void register(MeterRegistry metrics, String name, Object catalogue) {
    long checksum = checksum(catalogue);
    Gauge.builder("aiw3.catalogue.checksum", () -> checksum)
        .tag("catalogue", name)
        .register(metrics);
  }

  /** CRC-32 of a catalogue's JSON: 32 bits, which a metric's value holds exactly. */
  public static long checksum(Object catalogue) {
    try {
      CRC32 crc = new CRC32();
      crc.update(ContractJson.mapper().writeValueAsBytes(catalogue));
      return crc.getValue();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Reader<T> {
    T read(InputStream in) throws IOException;
  }
}
