package io.aiw3.nft.testkit;

import io.aiw3.nft.contract.TierCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The programme with one more tiered level, behind the competition's. The services' tests run on
 * this catalogue ({@code META-INF/microprofile-config.properties} of their test resources), with
 * what adding a tier takes: a migration of the CHECKs, and art.
 */
public final class AddedTier {
  public static final int LEVEL = 7;

  /** The level from which an upgrade leads to it. */
  public static final int BELOW = 5;

  private AddedTier() {}

  public static TierCatalogue catalogue() {
    try (InputStream in = AddedTier.class.getResourceAsStream("added-tier/tier-catalogue.json")) {
      return TierCatalogue.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
