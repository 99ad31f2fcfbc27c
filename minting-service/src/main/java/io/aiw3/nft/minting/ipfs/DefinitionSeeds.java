package io.aiw3.nft.minting.ipfs;

import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.minting.persistence.definition.PinningQueue;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The first revision of each definition, made of the tier catalogue and the project's own art. A
 * level without art waits for an administrator's definition.
 */
@ApplicationScoped
class DefinitionSeeds {
  private static final Logger LOG = Logger.getLogger(DefinitionSeeds.class);

  private final PinningQueue queue;
  private final TierCatalogue tiers;

  DefinitionSeeds(PinningQueue queue, TierCatalogue tiers) {
    this.queue = queue;
    this.tiers = tiers;
  }

  /** Writes those that are missing. */
  Uni<Void> plant() {
    return queue
        .levels()
        .map(known -> tiers.tiers().stream().filter(t -> !known.contains(t.level())).toList())
        .chain(this::insert);
  }

  private Uni<Void> insert(List<Tier> missing) {
    Uni<Void> all = Uni.createFrom().voidItem();
    for (Tier tier : missing) {
      Optional<byte[]> art = art(tier.level());
      if (art.isEmpty()) {
        LOG.warnf("tier has no art; it needs a definition level=%d", tier.level());
        continue;
      }
      all = all.chain(() -> queue.addFirst(tier, art.get()));
    }
    return all;
  }

  static Optional<byte[]> art(int level) {
    String name = "/nft-art/level-" + level + ".png";
    try (InputStream in = DefinitionSeeds.class.getResourceAsStream(name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
