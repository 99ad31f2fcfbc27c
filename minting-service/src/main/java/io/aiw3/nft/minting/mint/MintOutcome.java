package io.aiw3.nft.minting.mint;

import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.domain.Commitment;
import io.aiw3.nft.minting.domain.EntitlementRules;
import io.aiw3.nft.minting.domain.MintPurpose;
import io.aiw3.nft.minting.mint.Definitions.Definition;
import io.aiw3.nft.minting.persistence.History;
import io.aiw3.nft.minting.persistence.QueueRow;
import io.aiw3.nft.minting.persistence.UserLock;
import io.aiw3.nft.minting.queue.Pace;
import io.aiw3.nft.minting.queue.Progress;
import io.aiw3.nft.minting.rpc.SolanaRpc;
import io.aiw3.nft.minting.rpc.SolanaRpc.Mention;
import io.aiw3.nft.solana.Addresses;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Records a mint that has succeeded: the NFT, its event and the saga's reply, in one commit. */
@ApplicationScoped
public class MintOutcome {
  private static final Logger LOG = Logger.getLogger(MintOutcome.class);
  private static final int MENTIONS = 1000;
  private static final String CLOSE =
      "UPDATE chain_transaction SET state = 'finalized', mint_address = ?, nft_definition_id = ?,"
          + " derivation_version = ?, confirmed_at = COALESCE(confirmed_at, UTC_TIMESTAMP(3)),"
          + " finalized_at = UTC_TIMESTAMP(3), closed_at = UTC_TIMESTAMP(3),"
          + " next_action_at = NULL, lease_token = NULL WHERE id = ? AND lease_token = ?";
  private static final String INSERT =
      "INSERT INTO usernft (user_id, nft_definition_id, nft_mint_address, nft_level, nft_name,"
          + " metadata_uri, image_uri, status, wallet_address, token_account, request_id,"
          + " competition_id, mint_transaction, claimed_at, activated_at, last_upgraded_at)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3),"
          + " IF(?, UTC_TIMESTAMP(3), NULL), IF(?, UTC_TIMESTAMP(3), NULL))";

  private static final String ENTITLEMENT =
      "UPDATE entitlement SET mint_address = ?, updatedAt = UTC_TIMESTAMP(3)"
          + " WHERE name IN (?, ?) AND request_id = ?";

  private final Transactions transactions;
  private final SolanaRpc rpc;
  private final Definitions definitions;
  private final MintEvents nftEvents;
  private final BadgeOutcome badges;
  private final Pace pace;
  private final Progress progress;

  MintOutcome(
      Transactions transactions,
      SolanaRpc rpc,
      Definitions definitions,
      MintEvents nftEvents,
      BadgeOutcome badges,
      Pace pace,
      Progress progress) {
    this.transactions = transactions;
    this.rpc = rpc;
    this.definitions = definitions;
    this.nftEvents = nftEvents;
    this.badges = badges;
    this.pace = pace;
    this.progress = progress;
  }

  /** Done by the row's own transaction. */
  public Uni<Void> completed(QueueRow row) {
    return record(
        new Minted(row, row.mint(), row.signature(), row.definitionId(), row.derivationVersion()));
  }

  /** Done by another transaction, which the chain names. */
  public Uni<Void> adopted(QueueRow row) {
    return adopted(row, row.mint(), row.definitionId(), row.derivationVersion());
  }

  /** The same for a row that has no signature of its own. */
  Uni<Void> adopted(QueueRow row, String mint, int definitionId, int keyVersion) {
    return rpc.calls()
        .mentions(Addresses.require(mint), MENTIONS, Commitment.FINALIZED)
        .map(MintOutcome::oldestSuccess)
        .chain(
            signature -> {
              if (signature.isEmpty()) {
                return pace.release(row);
              }
              LOG.warnf(
                  "existing mint found on chain userId=%s sagaId=%s mint=%s signature=%s",
                  row.userId(), row.requestId(), mint, signature.get());
              return record(new Minted(row, mint, signature.get(), definitionId, keyVersion));
            });
  }

  /**
   * @param mentions newest first
   */
  private static Optional<String> oldestSuccess(List<Mention> mentions) {
    return mentions.stream()
        .filter(mention -> !mention.failed())
        .reduce((newer, older) -> older)
        .map(Mention::signature);
  }

  /**
   * A mint that the chain has.
   *
   * @param signature the transaction that made it, which need not be the row's newest
   */
  record Minted(QueueRow row, String mint, String signature, int definitionId, int keyVersion) {
    boolean isBadge() {
      return row.purpose() == MintPurpose.BADGE;
    }
  }

  private Uni<Void> record(Minted minted) {
    return definition(minted)
        .chain(
            definition ->
                transactions.run(minted.row().traceParent(), tx -> write(tx, minted, definition)))
        .invoke(
            mine -> {
              if (mine) {
                done(minted);
              }
            })
        .replaceWithVoid();
  }

  /** Null of a badge, of which no more is recorded than where it is. */
  private Uni<Definition> definition(Minted minted) {
    return minted.isBadge()
        ? Uni.createFrom().nullItem()
        : definitions.byId(minted.definitionId()).map(found -> found.orElseThrow());
  }

  private void done(Minted minted) {
    progress.finalized(minted.row());
    LOG.infof(
        "mint final userId=%s sagaId=%s mint=%s signature=%s attempt=%d",
        minted.row().userId(),
        minted.row().requestId(),
        minted.mint(),
        minted.signature(),
        minted.row().attempt());
  }

  private Uni<Boolean> write(Transaction tx, Minted minted, Definition definition) {
    QueueRow row = minted.row();
    return UserLock.take(tx, row.userId())
        .chain(
            () ->
                tx.run(
                    CLOSE,
                    Tuple.of(
                        minted.mint(),
                        minted.definitionId(),
                        minted.keyVersion(),
                        row.id(),
                        row.token())))
        .chain(
            closed -> {
              if (closed.rowCount() != 1) {
                return Uni.createFrom().item(false);
              }
              return noteMint(tx, minted)
                  .chain(() -> written(tx, minted, definition))
                  .replaceWith(true);
            });
  }

  private Uni<Void> written(Transaction tx, Minted minted, Definition definition) {
    if (minted.isBadge()) {
      return badges.record(tx, minted);
    }
    nftEvents.publish(tx, minted);
    return insert(tx, minted, definition);
  }

  /** A tier that was queued before there were entitlements has one that its row does not name. */
  private static Uni<Void> noteMint(Transaction tx, Minted minted) {
    QueueRow row = minted.row();
    return tx.run(
            ENTITLEMENT,
            Tuple.of(
                minted.mint(),
                row.entitlement(),
                EntitlementRules.tier(row.userId(), row.level()),
                row.requestId()))
        .replaceWithVoid();
  }

  private Uni<Void> insert(Transaction tx, Minted minted, Definition definition) {
    QueueRow row = minted.row();
    boolean award = row.purpose() == MintPurpose.AWARD;
    boolean upgrade = row.purpose() == MintPurpose.UPGRADE;
    return tx.run(
            INSERT,
            Tuple.from(
                Arrays.asList(
                    row.userId().value(),
                    definition.id(),
                    minted.mint(),
                    row.level(),
                    definition.name(),
                    definition.metadataUri(),
                    definition.imageUri(),
                    award ? "active" : "unlocked",
                    row.wallet(),
                    tokenAccount(row.wallet(), minted.mint()),
                    row.requestId(),
                    row.competitionId(),
                    minted.signature(),
                    award,
                    upgrade)))
        .chain(() -> History.add(tx, minted.mint(), eventName(row.purpose()), minted.signature()));
  }

  private static String tokenAccount(String wallet, String mint) {
    return Addresses.tokenAccount(Addresses.require(wallet), Addresses.require(mint)).toBase58();
  }

  private static String eventName(MintPurpose purpose) {
    return switch (purpose) {
      case CLAIM -> "claimed";
      case UPGRADE -> "upgraded";
      case AWARD -> "awarded";
      case BADGE -> throw new IllegalArgumentException("a badge is no NFT of a user's");
    };
  }
}
