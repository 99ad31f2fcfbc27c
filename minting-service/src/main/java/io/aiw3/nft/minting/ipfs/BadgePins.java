package io.aiw3.nft.minting.ipfs;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.BadgeDefinition;
import io.aiw3.nft.kit.retry.BackOff;
import io.aiw3.nft.minting.config.PinataConfig;
import io.aiw3.nft.minting.persistence.definition.BadgeAssets;
import io.aiw3.nft.minting.persistence.definition.BadgeAssets.Asset;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Puts the catalogue's badges on IPFS, one after the other: the image, then the metadata that names
 * it. One that cannot be pinned waits by itself.
 */
@ApplicationScoped
class BadgePins {
  private static final Logger LOG = Logger.getLogger(BadgePins.class);

  /** A replica of another release may put aside what it does not know. */
  private static final Duration WANTED_AGAIN = Duration.ofMinutes(10);

  private final Vertx vertx;
  private final BadgeCatalogue catalogue;
  private final BadgeAssets assets;
  private final BadgeImages images;
  private final PinataClient pinata;
  private final PinataConfig config;
  private final AtomicReference<String> trouble = new AtomicReference<>();
  private Instant wantedUntil = Instant.MIN;

  BadgePins(
      Vertx vertx,
      BadgeCatalogue catalogue,
      BadgeAssets assets,
      BadgeImages images,
      PinataClient pinata,
      PinataConfig config) {
    this.vertx = vertx;
    this.images = images;
    this.catalogue = catalogue;
    this.assets = assets;
    this.pinata = pinata;
    this.config = config;
  }

  /** Why the newest pin was not made; null while all is well. */
  String trouble() {
    return trouble.get();
  }

  /**
   * Pins one that is due.
   *
   * @return 0 if none is
   */
  Uni<Integer> pinNext() {
    return want()
        .chain(assets::lease)
        .chain(due -> due == null ? Uni.createFrom().item(0) : pin(due).replaceWith(1));
  }

  private Uni<Void> want() {
    Instant now = Instant.now();
    if (now.isBefore(wantedUntil)) {
      return Uni.createFrom().voidItem();
    }
    List<BadgeDefinition> ours =
        catalogue.badges().stream()
            .filter(badge -> BadgeMetadata.of(badge).isNamedBy(badge))
            .toList();
    Uni<Void> all = Uni.createFrom().voidItem();
    for (BadgeDefinition badge : ours) {
      all =
          all.chain(
              () ->
                  assets.want(
                      badge.badge(),
                      BadgeMetadata.of(badge).cid(),
                      BadgeImages.cid(badge).orElse(null)));
    }
    return all.invoke(() -> wantedUntil = now.plus(WANTED_AGAIN));
  }

  private Uni<Void> pin(Asset asset) {
    Optional<BadgeDefinition> badge =
        catalogue
            .find(asset.badge())
            .filter(found -> BadgeMetadata.of(found).cid().equals(asset.cid()));
    return badge.isEmpty()
        ? assets.gone(asset)
        : image(asset, badge.get())
            .chain(() -> metadata(badge.get()))
            .chain(cid -> assets.pinned(asset))
            .invoke(() -> trouble.set(null))
            .onFailure()
            .recoverWithUni(e -> failed(asset, e));
  }

  private Uni<Void> image(Asset asset, BadgeDefinition badge) {
    return asset.imageCid() == null
        ? Uni.createFrom().voidItem()
        : vertx
            .executeBlocking(() -> images.of(badge))
            .chain(png -> pinata.pin(name(badge) + ".png", "image/png", png))
            .replaceWithVoid();
  }

  private Uni<String> metadata(BadgeDefinition badge) {
    return pinata.pin(name(badge) + ".json", "application/json", BadgeMetadata.of(badge).toBytes());
  }

  private static String name(BadgeDefinition badge) {
    return "aiw3-badge-" + badge.badge();
  }

  private Uni<Void> failed(Asset asset, Throwable e) {
    trouble.set(String.valueOf(e.getMessage()));
    LOG.warnf(
        "badge pinning failed badge=%s attempt=%d cause=%s",
        asset.badge(), asset.attempts() + 1, e.getMessage());
    return assets.failed(
        asset,
        String.valueOf(e.getMessage()),
        BackOff.after(asset.attempts(), config.backOff(), config.maxBackOff()));
  }
}
