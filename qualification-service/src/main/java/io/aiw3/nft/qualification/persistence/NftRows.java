package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.WireName;
import io.aiw3.nft.kit.transaction.ConcurrentChangeException;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.domain.NftVersions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** The rows of {@code nft}: what the newest event says about each mint. */
final class NftRows {
  private static final String INSERT =
      "INSERT IGNORE INTO nft (mint_address, user_id, nft_level, nft_name, status, minted_at,"
          + " burned_at, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String LOCK =
      "SELECT user_id, status, version FROM nft WHERE mint_address = ? FOR UPDATE";
  private static final String UPDATE =
      "UPDATE nft SET user_id = ?, status = ?, burned_at = COALESCE(burned_at, ?), version = ?"
          + " WHERE mint_address = ?";
  private static final String VERSION = "UPDATE nft SET version = ? WHERE mint_address = ?";
  private static final String REPLACED =
      "UPDATE nft SET status = 'burned', burned_at = COALESCE(burned_at, ?), succeeded = TRUE"
          + " WHERE mint_address = ?";
  private static final String OWNERS = "SELECT user_id FROM nft WHERE mint_address = ?";

  private NftRows() {}

  /**
   * An NFT after an event.
   *
   * @param minted the event is its mint: every other one is newer, numbered or not
   */
  record State(
      String mint,
      int userId,
      int level,
      String name,
      NftStatus status,
      boolean minted,
      Instant at,
      Long version) {}

  /** The users whose NFTs these are, as last committed. */
  static Uni<Set<Integer>> owners(Transaction tx, Collection<String> mints) {
    Set<Integer> owners = new TreeSet<>();
    Uni<Void> all = Uni.createFrom().voidItem();
    for (String mint : mints) {
      all =
          all.chain(
              () ->
                  tx.select(OWNERS, mint)
                      .invoke(rows -> rows.forEach(row -> owners.add(row.getInteger(0))))
                      .replaceWithVoid());
    }
    return all.replaceWith(owners);
  }

  /**
   * Stores the state unless it is older than what is known.
   *
   * @param locked the users whose locks are taken, among them the owner
   */
  static Uni<Void> store(Transaction tx, State state, Set<Integer> locked) {
    boolean burned = state.status() == NftStatus.BURNED;
    return tx.update(
            INSERT,
            state.mint(),
            state.userId(),
            state.level(),
            state.name(),
            state.status().wireName(),
            state.minted() ? Columns.utc(state.at()) : null,
            burned ? Columns.utc(state.at()) : null,
            state.version())
        .chain(
            inserted ->
                inserted == 1
                    ? Uni.createFrom().voidItem()
                    : tx.select(LOCK, state.mint())
                        .chain(rows -> update(tx, state, rows.iterator().next(), locked)));
  }

  private static Uni<Void> update(Transaction tx, State state, Row known, Set<Integer> locked) {
    if (!locked.contains(known.getInteger("user_id"))) {
      throw new ConcurrentChangeException("NFT was modified concurrently; retry");
    }
    if (state.minted() || !NftVersions.isNewer(state.version(), known.getLong("version"))) {
      return Uni.createFrom().voidItem();
    }
    NftStatus before = WireName.parse(NftStatus.class, known.getString("status"));
    if (before == NftStatus.BURNED && state.status() != NftStatus.BURNED) {
      // Nothing follows a burn, even if something is published about it.
      return run(tx, VERSION, state.version(), state.mint());
    }
    return run(
        tx,
        UPDATE,
        state.userId(),
        state.status().wireName(),
        state.status() == NftStatus.BURNED ? Columns.utc(state.at()) : null,
        state.version(),
        state.mint());
  }

  /** The NFT was burned and another one minted for it: its burn opens nothing any more. */
  static Uni<Void> replaced(
      Transaction tx, int user, String mint, int level, String name, Instant at) {
    return tx.update(
            INSERT,
            mint,
            user,
            level,
            name,
            NftStatus.BURNED.wireName(),
            null,
            Columns.utc(at),
            null)
        .chain(() -> run(tx, REPLACED, Columns.utc(at), mint));
  }

  static Uni<Void> run(Transaction tx, String sql, Object... parameters) {
    return tx.update(sql, parameters).replaceWithVoid();
  }
}
