package io.aiw3.nft.minting.sender;

import io.aiw3.nft.kit.transaction.Events;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.chain.Addresses;
import io.aiw3.nft.minting.domain.EntitlementRules;
import io.aiw3.nft.minting.domain.MintPurpose;
import io.aiw3.nft.minting.persistence.UserLock;
import io.aiw3.nft.minting.sender.Definitions.Definition;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import org.jboss.logging.Logger;

/** Records a mint that has succeeded: the NFT, its event and the saga's reply, in one commit. */
@ApplicationScoped
class MintOutcome {
  private static final Logger LOG = Logger.getLogger(MintOutcome.class);
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
  private final Definitions definitions;
  private final MintEvents nftEvents;
  private final BadgeOutcome badges;
  private final Progress progress;

  MintOutcome(
      Transactions transactions,
      Definitions definitions,
      MintEvents nftEvents,
      BadgeOutcome badges,
      Progress progress) {
    this.transactions = transactions;
    this.definitions = definitions;
    this.nftEvents = nftEvents;
    this.badges = badges;
    this.progress = progress;
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

  Uni<Void> record(Minted minted) {
    return definition(minted)
        .chain(
            definition ->
                transactions.runOnConnection(
                    minted.row().traceParent(),
                    (connection, events) -> write(connection, events, minted, definition)))
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

  private Uni<Boolean> write(
      SqlConnection connection, Events events, Minted minted, Definition definition) {
    QueueRow row = minted.row();
    return UserLock.take(connection, row.userId())
        .chain(
            () ->
                connection
                    .preparedQuery(CLOSE)
                    .execute(
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
              return noteMint(connection, minted)
                  .chain(() -> written(connection, events, minted, definition))
                  .replaceWith(true);
            });
  }

  private Uni<Void> written(
      SqlConnection connection, Events events, Minted minted, Definition definition) {
    if (minted.isBadge()) {
      return badges.record(connection, events, minted);
    }
    nftEvents.publish(events, minted);
    return insert(connection, minted, definition);
  }

  /** A tier that was queued before there were entitlements has one that its row does not name. */
  private static Uni<Void> noteMint(SqlConnection connection, Minted minted) {
    QueueRow row = minted.row();
    return connection
        .preparedQuery(ENTITLEMENT)
        .execute(
            Tuple.of(
                minted.mint(),
                row.entitlement(),
                EntitlementRules.tier(row.userId(), row.level()),
                row.requestId()))
        .replaceWithVoid();
  }

  private Uni<Void> insert(SqlConnection connection, Minted minted, Definition definition) {
    QueueRow row = minted.row();
    boolean award = row.purpose() == MintPurpose.AWARD;
    boolean upgrade = row.purpose() == MintPurpose.UPGRADE;
    return connection
        .preparedQuery(INSERT)
        .execute(
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
        .chain(
            () ->
                History.add(
                    connection, minted.mint(), eventName(row.purpose()), minted.signature()));
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
