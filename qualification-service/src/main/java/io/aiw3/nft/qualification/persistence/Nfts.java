package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.domain.HeldNft;
import io.aiw3.nft.qualification.persistence.NftRows.State;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The read model of NFTs, and what a user's row says about them: the tiered NFT held, or the burned
 * one from which an upgrade can still continue.
 *
 * <p>What became of an NFT is versioned: an older event changes nothing. That a tier was minted to
 * a user, and that an NFT was replaced by another one, stays true in spite of later events, and is
 * stored whenever it is read.
 */
@ApplicationScoped
public class Nfts {
  private static final int LONGEST_MINT = 44;
  private static final int LONGEST_NAME = 100;
  private static final String ISSUED =
      "INSERT IGNORE INTO issued_tier (user_id, level) VALUES (?, ?)";
  private static final String UPGRADED =
      "UPDATE `user` SET last_nft_upgrade = GREATEST(COALESCE(last_nft_upgrade, ?), ?) WHERE id ="
          + " ?";

  /** As {@link io.aiw3.nft.qualification.domain.Standing} has it; for reports and lists. */
  private static final String REFRESH =
      "UPDATE `user` u"
          + " LEFT JOIN (SELECT id, mint_address, nft_level FROM nft WHERE user_id = ?"
          + "   AND nft_level < 6 AND status IN ('unlocked', 'active')"
          + "   ORDER BY status = 'active' DESC, nft_level DESC, id DESC LIMIT 1 FOR SHARE) held"
          + "   ON TRUE"
          + " LEFT JOIN (SELECT mint_address, nft_level FROM nft WHERE user_id = ?"
          + "   AND nft_level < 5 AND status = 'burned' AND NOT succeeded AND NOT EXISTS (SELECT 1"
          + "   FROM issued_tier i WHERE i.user_id = nft.user_id AND i.level = nft.nft_level + 1)"
          + "   ORDER BY nft_level DESC, id DESC LIMIT 1 FOR SHARE) burned ON held.id IS NULL"
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
  public Uni<List<HeldNft>> held(Sql sql, int user) {
    return sql.run(HELD, Tuple.of(user))
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

  /** The users that the event concerns: those that it names, and those who have its NFTs. */
  public Uni<Set<Integer>> concerned(Transaction tx, NftEvent event) {
    Set<Integer> users = new TreeSet<>();
    users.add(event.data().userId().value());
    List<String> mints = new ArrayList<>();
    if (event instanceof NftEvent.Transferred transferred) {
      Stream.of(transferred.data().fromUserId(), transferred.data().toUserId())
          .filter(user -> user != null)
          .map(UserId::value)
          .forEach(users::add);
      mints.add(transferred.data().mintAddress());
    } else if (event instanceof NftEvent.Burned burned) {
      mints.add(burned.data().mintAddress());
    } else if (event instanceof NftEvent.Activated activated) {
      mints.add(activated.data().mintAddress());
    } else if (event instanceof NftEvent.Claimed claimed) {
      mints.add(claimed.data().mintAddress());
      mints.add(claimed.data().replacesMintAddress());
    } else if (event instanceof NftEvent.Awarded awarded) {
      mints.add(awarded.data().mintAddress());
      mints.add(awarded.data().replacesMintAddress());
    } else if (event instanceof NftEvent.Upgraded upgraded) {
      mints.add(upgraded.data().oldMintAddress());
      mints.add(upgraded.data().newMintAddress());
    }
    mints.removeIf(mint -> mint == null);
    return NftRows.owners(tx, mints)
        .map(
            owners -> {
              users.addAll(owners);
              return users;
            });
  }

  /**
   * Stores what the event says.
   *
   * @param users those that it concerns; their locks are taken
   */
  public Uni<Void> store(Transaction tx, NftEvent event, Set<Integer> users) {
    return effect(tx, event.data().userId().value(), event, users).chain(() -> refresh(tx, users));
  }

  private static Uni<Void> refresh(Transaction tx, Collection<Integer> users) {
    Uni<Void> all = Uni.createFrom().voidItem();
    for (int user : users) {
      all = all.chain(() -> NftRows.run(tx, REFRESH, user, user, user));
    }
    return all;
  }

  private static Uni<Void> effect(Transaction tx, int user, NftEvent event, Set<Integer> users) {
    Instant at = event.timestamp();
    Long version = event.data().version();
    if (event instanceof NftEvent.Claimed claimed) {
      var nft = claimed.data();
      State state =
          state(
              nft.mintAddress(),
              user,
              nft.nftLevel(),
              nft.tierName(),
              NftStatus.UNLOCKED,
              true,
              at,
              version);
      return replaced(tx, user, nft.replacesMintAddress(), state)
          .chain(() -> NftRows.run(tx, ISSUED, user, nft.nftLevel()))
          .chain(() -> NftRows.store(tx, state, users));
    }
    if (event instanceof NftEvent.Upgraded upgraded) {
      var nft = upgraded.data();
      State old =
          state(
              nft.oldMintAddress(),
              user,
              nft.fromLevel(),
              nft.fromTier(),
              NftStatus.BURNED,
              false,
              at,
              null);
      State state =
          state(
              nft.newMintAddress(),
              user,
              nft.toLevel(),
              nft.toTier(),
              NftStatus.UNLOCKED,
              true,
              at,
              version);
      return NftRows.replaced(tx, user, old.mint(), old.level(), old.name(), at)
          .chain(() -> NftRows.run(tx, ISSUED, user, nft.toLevel()))
          .chain(() -> NftRows.store(tx, state, users))
          .chain(() -> NftRows.run(tx, UPGRADED, Columns.utc(at), Columns.utc(at), user));
    }
    if (event instanceof NftEvent.Burned burned) {
      var nft = burned.data();
      return NftRows.store(
          tx,
          state(
              nft.mintAddress(),
              user,
              nft.nftLevel(),
              nft.tierName(),
              NftStatus.BURNED,
              false,
              at,
              version),
          users);
    }
    if (event instanceof NftEvent.Awarded awarded) {
      var nft = awarded.data();
      State state =
          state(
              nft.mintAddress(),
              user,
              nft.nftLevel(),
              nft.tierName(),
              NftStatus.ACTIVE,
              true,
              at,
              version);
      return replaced(tx, user, nft.replacesMintAddress(), state)
          .chain(() -> NftRows.store(tx, state, users));
    }
    if (event instanceof NftEvent.Activated activated) {
      var nft = activated.data();
      return NftRows.store(
          tx,
          state(
              nft.mintAddress(),
              user,
              nft.nftLevel(),
              nft.tierName(),
              NftStatus.ACTIVE,
              false,
              at,
              version),
          users);
    }
    NftEvent.Transferred.Data nft = ((NftEvent.Transferred) event).data();
    if (nft.status() == null) {
      throw new BadMessageException("status is missing");
    }
    return NftRows.store(
        tx,
        state(
            nft.mintAddress(),
            user,
            nft.nftLevel(),
            nft.tierName(),
            nft.status(),
            false,
            at,
            version),
        users);
  }

  /** The new NFT replaces a burned one of its level, if it is a re-issue. */
  private static Uni<Void> replaced(Transaction tx, int user, String mint, State replacement) {
    return mint == null
        ? Uni.createFrom().voidItem()
        : NftRows.replaced(
            tx,
            user,
            Columns.identifier("replacesMintAddress", mint, LONGEST_MINT),
            replacement.level(),
            replacement.name(),
            replacement.at());
  }

  private static State state(
      String mint,
      int user,
      int level,
      String name,
      NftStatus status,
      boolean minted,
      Instant at,
      Long version) {
    Columns.identifier("mint address", mint, LONGEST_MINT);
    if (name == null || name.length() > LONGEST_NAME) {
      throw new BadMessageException(
          "tier name is missing or longer than " + LONGEST_NAME + " characters");
    }
    if (level < 1 || level > Tier.COMPETITION_LEVEL) {
      throw new BadMessageException("there is no level " + level);
    }
    return new State(mint, user, level, name, status, minted, at, version);
  }
}
