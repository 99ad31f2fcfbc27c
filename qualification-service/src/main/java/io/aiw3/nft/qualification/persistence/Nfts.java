package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.qualification.domain.HeldNft;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The read model of NFTs, and what a user's row says about them: the tiered NFT held, or the burned
 * one from which an upgrade can still go on.
 */
@ApplicationScoped
public class Nfts {
  private static final String STORE =
      "INSERT INTO nft (mint_address, user_id, nft_level, nft_name, status, minted_at)"
          + " VALUES (?, ?, ?, ?, ?, ?)";

  /** A burned NFT stays burned, whatever comes late. */
  private static final String OR_STATUS =
      " AS new ON DUPLICATE KEY UPDATE"
          + " status = IF(nft.status = 'burned', 'burned', new.status)";

  private static final String OR_NOTHING = " ON DUPLICATE KEY UPDATE nft.id = nft.id";

  private static final String BURN =
      "UPDATE nft SET status = 'burned', burned_at = COALESCE(burned_at, ?)"
          + " WHERE mint_address = ? AND user_id = ?";

  private static final String SUCCEED =
      "UPDATE nft SET succeeded = TRUE"
          + " WHERE user_id = ? AND nft_level < 6 AND status = 'burned'";

  private static final String UPGRADED = "UPDATE `user` SET last_nft_upgrade = ? WHERE id = ?";

  /** The highest NFT of level 5 cannot be upgraded, so its burn opens nothing. */
  private static final String REFRESH =
      "UPDATE `user` u"
          + " LEFT JOIN (SELECT id, mint_address, nft_level FROM nft WHERE user_id = ?"
          + "   AND nft_level < 6 AND status IN ('unlocked', 'active')"
          + "   ORDER BY nft_level DESC, id DESC LIMIT 1 FOR SHARE) held ON TRUE"
          + " LEFT JOIN (SELECT mint_address, nft_level FROM nft WHERE user_id = ?"
          + "   AND nft_level < 5 AND status = 'burned' AND NOT succeeded"
          + "   ORDER BY burned_at DESC, id DESC LIMIT 1 FOR SHARE) burned ON held.id IS NULL"
          + " SET u.current_nft_level = COALESCE(held.nft_level, 0),"
          + " u.current_nft_mint = held.mint_address,"
          + " u.last_active_nft_id = held.id,"
          + " u.resumable_level = COALESCE(burned.nft_level, 0),"
          + " u.resumable_mint = burned.mint_address,"
          + " u.next_level = (COALESCE(held.nft_level, burned.nft_level, 0) + 1) % 6"
          + " WHERE u.id = ?";

  private static final String HELD =
      "SELECT mint_address, nft_level, status FROM nft"
          + " WHERE user_id = ? AND status IN ('unlocked', 'active') ORDER BY id";

  /** The NFTs in the user's wallet, as last committed. */
  public Uni<List<HeldNft>> held(SqlClient client, int user) {
    return client
        .preparedQuery(HELD)
        .execute(Tuple.of(user))
        .map(
            rows -> {
              List<HeldNft> held = new ArrayList<>(rows.size());
              for (Row row : rows) {
                held.add(
                    new HeldNft(
                        row.getString("mint_address"),
                        row.getInteger("nft_level"),
                        NftStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT))));
              }
              return held;
            });
  }

  /** Takes in the event; the user's lock is held. */
  public Uni<Void> store(SqlConnection connection, NftEvent event) {
    int user = event.data().userId().value();
    return effect(connection, user, event).chain(() -> run(connection, REFRESH, user, user, user));
  }

  private Uni<Void> effect(SqlConnection connection, int user, NftEvent event) {
    Instant at = event.timestamp();
    if (event instanceof NftEvent.Claimed claimed) {
      var nft = claimed.data();
      return minted(connection, user, nft.mintAddress(), nft.nftLevel(), nft.tierName(), at);
    }
    if (event instanceof NftEvent.Upgraded upgraded) {
      var nft = upgraded.data();
      return store(
              connection,
              user,
              nft.oldMintAddress(),
              nft.fromLevel(),
              nft.fromTier(),
              NftStatus.BURNED,
              null,
              OR_STATUS)
          .chain(() -> run(connection, BURN, Columns.utc(at), nft.oldMintAddress(), user))
          .chain(
              () -> minted(connection, user, nft.newMintAddress(), nft.toLevel(), nft.toTier(), at))
          .chain(() -> run(connection, UPGRADED, Columns.utc(at), user));
    }
    if (event instanceof NftEvent.Burned burned) {
      var nft = burned.data();
      return store(
              connection,
              user,
              nft.mintAddress(),
              nft.nftLevel(),
              nft.tierName(),
              NftStatus.BURNED,
              null,
              OR_STATUS)
          .chain(() -> run(connection, BURN, Columns.utc(at), nft.mintAddress(), user));
    }
    if (event instanceof NftEvent.Awarded awarded) {
      var nft = awarded.data();
      return store(
          connection,
          user,
          nft.mintAddress(),
          nft.nftLevel(),
          nft.tierName(),
          NftStatus.ACTIVE,
          at,
          OR_NOTHING);
    }
    if (event instanceof NftEvent.Activated activated) {
      var nft = activated.data();
      return store(
          connection,
          user,
          nft.mintAddress(),
          nft.nftLevel(),
          nft.tierName(),
          NftStatus.ACTIVE,
          null,
          OR_STATUS);
    }
    NftEvent.Transferred.Data nft = ((NftEvent.Transferred) event).data();
    if (nft.status() == null) {
      throw new BadMessageException("status is missing");
    }
    return store(
        connection,
        user,
        nft.mintAddress(),
        nft.nftLevel(),
        nft.tierName(),
        nft.status(),
        null,
        OR_STATUS);
  }

  /** What was burned before has its successor now. */
  private Uni<Void> minted(
      SqlConnection connection, int user, String mint, int level, String name, Instant at) {
    return run(connection, SUCCEED, user)
        .chain(
            () -> store(connection, user, mint, level, name, NftStatus.UNLOCKED, at, OR_NOTHING));
  }

  private static Uni<Void> store(
      SqlConnection connection,
      int user,
      String mint,
      int level,
      String name,
      NftStatus status,
      Instant at,
      String otherwise) {
    if (mint == null || mint.isBlank() || name == null) {
      throw new BadMessageException("mint address or tier name is missing");
    }
    if (level < 1 || level > Tier.COMPETITION_LEVEL) {
      throw new BadMessageException("there is no level " + level);
    }
    return run(
        connection, STORE + otherwise, mint, user, level, name, status.wireName(), Columns.utc(at));
  }

  private static Uni<Void> run(SqlConnection connection, String sql, Object... parameters) {
    return connection
        .preparedQuery(sql)
        .execute(Tuple.from(Arrays.asList(parameters)))
        .replaceWithVoid();
  }
}
