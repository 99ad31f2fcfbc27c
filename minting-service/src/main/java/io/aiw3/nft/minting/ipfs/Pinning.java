package io.aiw3.nft.minting.ipfs;

import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.kit.retry.BackOff;
import io.aiw3.nft.minting.config.PinataConfig;
import io.aiw3.nft.minting.config.SenderConfig;
import io.aiw3.nft.minting.persistence.definition.PinningQueue;
import io.aiw3.nft.minting.persistence.definition.PinningQueue.Unpinned;
import io.aiw3.nft.minting.persistence.definition.Revisions;
import io.aiw3.nft.minting.persistence.definition.Revisions.Pinned;
import io.aiw3.nft.minting.sender.Loop;
import io.aiw3.nft.minting.sender.Sender;
import io.aiw3.nft.solana.NftData;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Puts definitions on IPFS: the image, then the metadata that names it. A definition whose turn it
 * is keeps it for a while by its {@code next_action_at}; while Pinata is unavailable it waits, and
 * so do the mints that need it. Badges come after them.
 */
@ApplicationScoped
public class Pinning {
  private static final Logger LOG = Logger.getLogger(Pinning.class);

  private final PinningQueue queue;
  private final Revisions revisions;
  private final PinataClient pinata;
  private final Gateway gateway;
  private final DefinitionSeeds seeds;
  private final BadgePins badges;
  private final DefinitionMetadata metadata;
  private final PinataConfig config;
  private final SenderConfig senderConfig;
  private final Sender sender;
  private final Loop loop;
  private final AtomicReference<String> trouble = new AtomicReference<>();
  private boolean planted;

  Pinning(
      Vertx vertx,
      Heartbeats heartbeats,
      PinningQueue queue,
      Revisions revisions,
      PinataClient pinata,
      Gateway gateway,
      DefinitionSeeds seeds,
      BadgePins badges,
      DefinitionMetadata metadata,
      PinataConfig config,
      SenderConfig senderConfig,
      Sender sender) {
    this.queue = queue;
    this.revisions = revisions;
    this.pinata = pinata;
    this.gateway = gateway;
    this.seeds = seeds;
    this.badges = badges;
    this.metadata = metadata;
    this.config = config;
    this.senderConfig = senderConfig;
    this.sender = sender;
    this.loop = new Loop("pinning", vertx, heartbeats, config.poll(), this::pinNext);
  }

  void start(@Observes StartupEvent event) {
    nudge();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.stop();
  }

  /** A definition was added: look now. */
  public void nudge() {
    if (senderConfig.enabled()) {
      loop.nudge();
    }
  }

  /** Why the newest pin was not made; null while all is well. */
  public String trouble() {
    String ofDefinitions = trouble.get();
    return ofDefinitions == null ? badges.trouble() : ofDefinitions;
  }

  private Uni<Integer> pinNext() {
    return plantOnce()
        .chain(queue::lease)
        .chain(due -> due == null ? badges.pinNext() : tryOne(due).replaceWith(1));
  }

  private Uni<Void> plantOnce() {
    return planted ? Uni.createFrom().voidItem() : seeds.plant().invoke(() -> planted = true);
  }

  private Uni<Void> tryOne(Unpinned definition) {
    return pin(definition).onFailure().recoverWithUni(e -> failed(definition, e));
  }

  private Uni<Void> pin(Unpinned definition) {
    String file = "aiw3-level-%d-r%d".formatted(definition.level(), definition.revision());
    return image(definition, file + ".png")
        .chain(
            imageCid ->
                pinata
                    .pin(
                        file + ".json",
                        "application/json",
                        metadata.of(
                            definition.level(),
                            definition.name(),
                            definition.symbol(),
                            definition.description(),
                            gateway.uri(imageCid)))
                    .chain(metadataCid -> pinned(definition, imageCid, metadataCid)));
  }

  /** Without an image of its own a revision has that of the one before, which is pinned. */
  private Uni<String> image(Unpinned definition, String file) {
    if (definition.image() != null) {
      return pinata.pin(file, "image/png", definition.image().getBytes());
    }
    return definition.earlierImage() == null
        ? Uni.createFrom().failure(new IllegalStateException("the definition has no image"))
        : Uni.createFrom().item(definition.earlierImage());
  }

  private Uni<Void> pinned(Unpinned definition, String imageCid, String metadataCid) {
    // Refuses what the chain would refuse, a gateway with too long a name for example.
    NftData data = new NftData(definition.name(), definition.symbol(), gateway.uri(metadataCid));
    return revisions
        .pinned(
            new Pinned(
                definition.id(),
                definition.level(),
                definition.revision(),
                imageCid,
                gateway.uri(imageCid),
                metadataCid,
                data.uri()))
        .invoke(
            () -> {
              trouble.set(null);
              LOG.infof(
                  "definition pinned level=%d revision=%d cid=%s",
                  definition.level(), definition.revision(), metadataCid);
              sender.nudge();
            });
  }

  /** The pause is stored with the row, for any replica: no library's retry can keep it. */
  private Uni<Void> failed(Unpinned definition, Throwable e) {
    int attempts = definition.attempts();
    String message = String.valueOf(e.getMessage());
    trouble.set(message);
    LOG.warnf("definition pinning failed attempt=%d cause=%s", attempts + 1, message);
    return queue.failed(
        definition.id(), message, BackOff.after(attempts, config.backOff(), config.maxBackOff()));
  }
}
