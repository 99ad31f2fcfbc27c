package io.aiw3.nft.minting.sender;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Events;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.persistence.UserLock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Records that an NFT left its owner's wallet, came back, or was burned outside of an upgrade. */
@ApplicationScoped
class OwnershipOutcome {
  private static final Logger LOG = Logger.getLogger(OwnershipOutcome.class);
  private static final String LEAVE =
      "UPDATE usernft SET earlier_status = status, status = 'inactive',"
          + " updatedAt = UTC_TIMESTAMP(3)"
          + " WHERE nft_mint_address = ? AND status IN ('unlocked','active')";
  private static final String RETURN =
      "UPDATE usernft SET status = COALESCE(earlier_status, 'unlocked'), earlier_status = NULL,"
          + " updatedAt = UTC_TIMESTAMP(3) WHERE nft_mint_address = ? AND status = 'inactive'";
  private static final String READ =
      "SELECT nft_level, status FROM usernft WHERE nft_mint_address = ?";
  private static final String OUR_OPEN_BURN = "SELECT 1 FROM chain_transaction WHERE open_burn = ?";

  private final Transactions transactions;
  private final BurnOutcome burns;
  private final TierCatalogue tiers;

  OwnershipOutcome(Transactions transactions, BurnOutcome burns, TierCatalogue tiers) {
    this.transactions = transactions;
    this.burns = burns;
    this.tiers = tiers;
  }

  Uni<Void> left(UserId user, String mint) {
    return moved(user, mint, LEAVE, false);
  }

  Uni<Void> returned(UserId user, String mint) {
    return moved(user, mint, RETURN, true);
  }

  private Uni<Void> moved(UserId user, String mint, String statement, boolean held) {
    return transactions.runOnConnection(
        (connection, events) ->
            UserLock.take(connection, user)
                .chain(() -> connection.preparedQuery(statement).execute(Tuple.of(mint)))
                .chain(
                    updated ->
                        updated.rowCount() == 0
                            ? Uni.createFrom().voidItem()
                            : tell(connection, events, user, mint, held)));
  }

  private Uni<Void> tell(
      SqlConnection connection, Events events, UserId user, String mint, boolean held) {
    LOG.infof("NFT moved userId=%s mint=%s held=%s", user, mint, held);
    return connection
        .preparedQuery(READ)
        .execute(Tuple.of(mint))
        .map(rows -> rows.iterator().next())
        .invoke(nft -> events.publish(transferred(user, mint, held, nft)))
        .chain(() -> History.add(connection, mint, "transferred", null));
  }

  private NftEvent transferred(UserId user, String mint, boolean held, Row nft) {
    int level = nft.getInteger("nft_level");
    return new NftEvent.Transferred(
        Instant.now(),
        new NftEvent.Transferred.Data(
            user,
            level,
            tiers.level(level).name(),
            mint,
            held,
            NftStatus.valueOf(nft.getString("status").toUpperCase(Locale.ROOT))));
  }

  /** While a burn of ours is open, that one's end tells it, with its saga. */
  Uni<Void> burned(UserId user, String mint, String signature) {
    return transactions.runOnConnection(
        (connection, events) ->
            UserLock.take(connection, user)
                .chain(() -> connection.preparedQuery(OUR_OPEN_BURN).execute(Tuple.of(mint)))
                .chain(
                    open ->
                        open.size() > 0
                            ? Uni.createFrom().voidItem()
                            : burns.recordBurn(
                                connection,
                                events,
                                new BurnOutcome.Burn(user, mint, signature, null))));
  }
}
