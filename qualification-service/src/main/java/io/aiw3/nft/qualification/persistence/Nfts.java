package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.contract.WireName;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.domain.HeldNft;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
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
  private static final String HELD =
      "SELECT mint_address, nft_level, status FROM nft"
          + " WHERE user_id = ? AND status IN ('unlocked', 'active') ORDER BY id";

  private final TierCatalogue tiers;
  private final String refresh;

  Nfts(TierCatalogue tiers) {
    this.tiers = tiers;
    this.refresh = refresh(new LevelSql(tiers));
  }

  /** As {@link io.aiw3.nft.qualification.domain.Standing} has it; for reports and lists. */
  private static String refresh(LevelSql levels) {
    return "UPDATE `user` u"
        + " LEFT JOIN (SELECT id, mint_address, nft_level, status FROM nft WHERE user_id = ?"
        + "   AND nft_level IN "
        + levels.tiered()
        + "   AND status IN ('unlocked', 'active')"
        + "   ORDER BY status = 'active' DESC, nft_level DESC, id DESC LIMIT 1 FOR SHARE) held"
        + "   ON TRUE"
        + " LEFT JOIN (SELECT mint_address, nft_level FROM nft WHERE user_id = ?"
        + "   AND nft_level IN "
        + levels.starts()
        + "   AND status = 'burned' AND NOT succeeded AND NOT EXISTS (SELECT 1"
        + "   FROM issued_tier i WHERE i.user_id = nft.user_id AND i.level = "
        + levels.next("nft.nft_level")
        + ")"
        + "   ORDER BY nft_level DESC, id DESC LIMIT 1 FOR SHARE) burned ON held.id IS NULL"
        + " SET u.current_nft_level = COALESCE(held.nft_level, 0),"
        + " u.current_nft_mint = held.mint_address,"
        + " u.last_active_nft_id = IF(held.status = 'active', held.id, NULL),"
        + " u.resumable_level = COALESCE(burned.nft_level, 0),"
        + " u.resumable_mint = burned.mint_address,"
        + " u.next_level = "
        + levels.next("COALESCE(held.nft_level, burned.nft_level, 0)")
        + " WHERE u.id = ?";
  }

  /** The NFTs in the user's wallet, as last committed. */
  public Uni<List<HeldNft>> held(Sql sql, int user) {
    return sql.select(HELD, user)
        .map(
            rows -> {
              List<HeldNft> held = new ArrayList<>(rows.size());
              for (Row row : rows) {
                held.add(
                    new HeldNft(
                        row.getString("mint_address"),
                        row.getInteger("nft_level"),
                        WireName.parse(NftStatus.class, row.getString("status"))));
              }
              return held;
            });
  }

  /** The users that the event concerns: those that it names, and those who have its NFTs. */
  public Uni<Set<Integer>> concerned(Transaction tx, NftEvent event) {
    Set<Integer> users = new TreeSet<>();
    users.add(event.data().userId().value());
    List<String> mints = event.accept(new Named(users));
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
    return event.accept(new NftEffect(tiers, tx, users)).chain(() -> refresh(tx, users));
  }

  private Uni<Void> refresh(Transaction tx, Collection<Integer> users) {
    Uni<Void> all = Uni.createFrom().voidItem();
    for (int user : users) {
      all = all.chain(() -> NftRows.run(tx, refresh, user, user, user));
    }
    return all;
  }

  /** The mints that an event is about; adds the users that it names beside its own. */
  private record Named(Set<Integer> users) implements NftEvent.Visitor<List<String>> {
    @Override
    public List<String> claimed(NftEvent.Claimed event) {
      return known(event.data().mintAddress(), event.data().replacesMintAddress());
    }

    @Override
    public List<String> upgraded(NftEvent.Upgraded event) {
      return known(event.data().oldMintAddress(), event.data().newMintAddress());
    }

    @Override
    public List<String> burned(NftEvent.Burned event) {
      return known(event.data().mintAddress());
    }

    @Override
    public List<String> awarded(NftEvent.Awarded event) {
      return known(event.data().mintAddress(), event.data().replacesMintAddress());
    }

    @Override
    public List<String> activated(NftEvent.Activated event) {
      return known(event.data().mintAddress());
    }

    @Override
    public List<String> transferred(NftEvent.Transferred event) {
      Stream.of(event.data().fromUserId(), event.data().toUserId())
          .filter(Objects::nonNull)
          .map(UserId::value)
          .forEach(users::add);
      return known(event.data().mintAddress());
    }

    private static List<String> known(String... mints) {
      return Stream.of(mints).filter(Objects::nonNull).toList();
    }
  }
}
