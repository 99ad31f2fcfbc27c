package io.aiw3.nft.minting.ipfs;

import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.config.PinataConfig;
import io.aiw3.nft.minting.config.SenderConfig;
import io.aiw3.nft.minting.ipfs.Revisions.Pinned;
import io.aiw3.nft.minting.sender.Loop;
import io.aiw3.nft.minting.sender.Sender;
import io.aiw3.nft.minting.signing.WalletSigner;
import io.aiw3.nft.solana.NftData;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Puts definitions on IPFS: the image, then the metadata that names it. A definition whose turn it
 * is keeps it for a while by its {@code next_action_at}; while Pinata is unavailable it waits, and
 * so do the mints that need it.
 */
@ApplicationScoped
public class Pinning {
  private static final Logger LOG = Logger.getLogger(Pinning.class);
  private static final int MOST_DOUBLINGS = 20;
  private static final int LONGEST_ERROR = 500;

  private static final String DUE =
      "SELECT id FROM nftdefinition WHERE next_action_at <= UTC_TIMESTAMP(3)"
          + " ORDER BY next_action_at LIMIT 1 FOR UPDATE SKIP LOCKED";
  private static final String LEASE =
      "UPDATE nftdefinition SET next_action_at = UTC_TIMESTAMP(3) + INTERVAL 60 SECOND"
          + " WHERE id = ?";
  private static final String READ =
      "SELECT id, nft_level, revision, name, symbol, description, image, pinning_attempts"
          + " FROM nftdefinition WHERE id = ?";
  private static final String FAILED =
      "UPDATE nftdefinition SET pinning_attempts = pinning_attempts + 1, pinning_error = ?,"
          + " updatedAt = UTC_TIMESTAMP(3),"
          + " next_action_at = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND WHERE id = ?";

  private final Transactions transactions;
  private final Statements statements;
  private final Revisions revisions;
  private final PinataClient pinata;
  private final Gateway gateway;
  private final DefinitionSeeds seeds;
  private final WalletSigner wallet;
  private final PinataConfig config;
  private final SenderConfig senderConfig;
  private final Sender sender;
  private final Loop loop;
  private final AtomicReference<String> trouble = new AtomicReference<>();
  private boolean planted;

  Pinning(
      Vertx vertx,
      Heartbeats heartbeats,
      Transactions transactions,
      Statements statements,
      Revisions revisions,
      PinataClient pinata,
      Gateway gateway,
      DefinitionSeeds seeds,
      WalletSigner wallet,
      PinataConfig config,
      SenderConfig senderConfig,
      Sender sender) {
    this.transactions = transactions;
    this.statements = statements;
    this.revisions = revisions;
    this.pinata = pinata;
    this.gateway = gateway;
    this.seeds = seeds;
    this.wallet = wallet;
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
    return trouble.get();
  }

  private Uni<Integer> pinNext() {
    return plantOnce()
        .chain(this::lease)
        .chain(id -> id == null ? Uni.createFrom().item(0) : pin(id).replaceWith(1));
  }

  private Uni<Void> plantOnce() {
    return planted ? Uni.createFrom().voidItem() : seeds.plant().invoke(() -> planted = true);
  }

  private Uni<Integer> lease() {
    return transactions.run(
        tx ->
            tx.run(DUE)
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getInteger(0))
                .call(
                    id ->
                        id == null
                            ? Uni.createFrom().voidItem()
                            : tx.run(LEASE, Tuple.of(id)).replaceWithVoid()));
  }

  private Uni<Void> pin(int id) {
    return statements
        .run(READ, Tuple.of(id))
        .map(rows -> rows.iterator().next())
        .chain(
            row ->
                pin(row)
                    .onFailure()
                    .recoverWithUni(e -> failed(id, row.getInteger("pinning_attempts"), e)));
  }

  private Uni<Void> pin(Row row) {
    String file =
        "aiw3-level-%d-r%d".formatted(row.getInteger("nft_level"), row.getInteger("revision"));
    return pinata
        .pin(file + ".png", "image/png", row.getBuffer("image").getBytes())
        .chain(
            imageCid -> {
              byte[] metadata = metadata(row, gateway.uri(imageCid)).toBytes();
              return pinata
                  .pin(file + ".json", "application/json", metadata)
                  .chain(metadataCid -> pinned(row, imageCid, metadata, metadataCid));
            });
  }

  private NftMetadata metadata(Row row, String image) {
    return NftMetadata.of(
        row.getInteger("nft_level"),
        row.getString("name"),
        row.getString("symbol"),
        row.getString("description"),
        image,
        config.externalUrl().toString(),
        wallet.address().toBase58());
  }

  private Uni<Void> pinned(Row row, String imageCid, byte[] metadata, String metadataCid) {
    // Refuses what the chain would refuse, a gateway with too long a name for example.
    NftData data =
        new NftData(row.getString("name"), row.getString("symbol"), gateway.uri(metadataCid));
    return revisions
        .pinned(
            new Pinned(
                row.getInteger("id"),
                row.getInteger("nft_level"),
                row.getInteger("revision"),
                imageCid,
                gateway.uri(imageCid),
                new String(metadata, StandardCharsets.UTF_8),
                metadataCid,
                data.uri()))
        .invoke(
            () -> {
              trouble.set(null);
              LOG.infof(
                  "definition pinned level=%d revision=%d cid=%s",
                  row.getInteger("nft_level"), row.getInteger("revision"), metadataCid);
              sender.nudge();
            });
  }

  private Uni<Void> failed(int id, int attempts, Throwable e) {
    String message = String.valueOf(e.getMessage());
    trouble.set(message);
    LOG.warnf("definition pinning failed attempt=%d cause=%s", attempts + 1, message);
    Duration pause = config.backOff().multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
    Duration limited = pause.compareTo(config.maxBackOff()) > 0 ? config.maxBackOff() : pause;
    return statements
        .run(
            FAILED,
            Tuple.of(
                message.substring(0, Math.min(message.length(), LONGEST_ERROR)),
                limited.toNanos() / 1000,
                id))
        .replaceWithVoid();
  }
}
