package io.aiw3.nft.minting.entitlement;

import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.MintingCommand.PrepareBurn;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.domain.EntitlementRules;
import io.aiw3.nft.minting.domain.EntitlementRules.Burn;
import io.aiw3.nft.minting.domain.EntitlementRules.Facts;
import io.aiw3.nft.minting.persistence.UserLock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who may have what minted. All that is decided about one user is decided one after the other,
 * under {@link UserLock}; that each entitlement is issued once is held by a UNIQUE constraint.
 *
 * <p>A tier that is reserved by an upgrade whose burn can no longer land is free for the next one:
 * nothing has to release it.
 */
@ApplicationScoped
public class Entitlements {
  private static final String INSERT =
      "INSERT IGNORE INTO entitlement (name, user_id, nft_level, request_id, state)"
          + " VALUES (?1, ?2, ?3, ?4, ?5)";
  private static final String READ =
      "SELECT request_id, CAST(state AS CHAR) FROM entitlement WHERE name = ?1 FOR UPDATE";
  private static final String PASS_ON =
      "UPDATE entitlement SET request_id = ?2, state = ?3, updatedAt = UTC_TIMESTAMP(3)"
          + " WHERE name = ?1 AND state = 'reserved'";

  /** Also of what a replica of an earlier version has queued, which knows no entitlements. */
  private static final String FACTS =
      "SELECT (SELECT COUNT(*) FROM entitlement"
          + " WHERE name = ?1 AND state = 'issued' AND request_id <> ?3)"
          + " + (SELECT COUNT(*) FROM chain_transaction WHERE user_id = ?2 AND kind = 'mint'"
          + " AND nft_level = ?5 AND request_id <> ?3 AND replaces_mint_address IS NULL"
          + " AND state NOT IN ('blocked','refused')),"
          + " (SELECT COUNT(*) FROM usernft WHERE user_id = ?2 AND nft_level <> ?7"
          + " AND status IN ('unlocked','active')),"
          + " (SELECT COUNT(*) FROM usernft"
          + " WHERE nft_mint_address = ?4 AND user_id = ?2 AND nft_level = ?6"
          + " AND status = 'burned'),"
          + " (SELECT COUNT(*) FROM chain_transaction WHERE kind = 'burn' AND request_id = ?3"
          + " AND mint_address = ?4 AND state = 'finalized'),"
          + " (SELECT COUNT(*) FROM nft_reissue WHERE burned_mint_address = ?4)";

  private static final String LEVEL =
      "SELECT CAST(nft_level AS SIGNED) FROM usernft WHERE nft_mint_address = ?1 AND user_id = ?2";
  private static final String BURNS =
      // One that is being renewed is offered all the same.
      "SELECT CAST(IF(state = 'queued' AND transaction_bytes IS NOT NULL, 'offered', state) AS"
          + " CHAR) FROM chain_transaction WHERE kind = 'burn' AND request_id = ?1 FOR UPDATE";
  private static final String CLOSE_UNSIGNED =
      "UPDATE chain_transaction SET state = 'refused', error_code = ?2, error_message = ?3,"
          + " closed_at = UTC_TIMESTAMP(3), next_action_at = NULL, lease_token = NULL"
          + " WHERE kind = 'burn' AND request_id = ?1 AND state = 'queued'";

  private final TierCatalogue tiers;

  Entitlements(TierCatalogue tiers) {
    this.tiers = tiers;
  }

  /** Of an entitlement, by its name in the table. */
  private enum State {
    RESERVED("reserved"),
    ISSUED("issued");

    private final String column;

    State(String column) {
      this.column = column;
    }
  }

  /** What becomes of a request. */
  public sealed interface Verdict {
    <R> R fold(Function<Granted, R> granted, Function<Refused, R> refused);

    /**
     * @param name of the entitlement, from which the mint's key derives
     * @param tierKey what earlier versions keep unique; null of what has no tier
     * @param afterOwnBurn the request's own burn is final: its mint follows any earlier answer
     *     before
     */
    record Granted(String name, String tierKey, boolean afterOwnBurn) implements Verdict {
      @Override
      public <R> R fold(Function<Granted, R> granted, Function<Refused, R> refused) {
        return granted.apply(this);
      }
    }

    /** For good. */
    record Refused(String reason) implements Verdict {
      @Override
      public <R> R fold(Function<Granted, R> granted, Function<Refused, R> refused) {
        return refused.apply(this);
      }
    }
  }

  /** Issues a tier to the saga whose mint is commanded. */
  public Uni<Verdict> issue(Transaction tx, MintNft command) {
    return UserLock.take(tx, command.userId())
        .chain(
            () ->
                facts(
                    tx,
                    command.userId(),
                    command.level(),
                    command.sagaId(),
                    command.kind() == OperationKind.UPGRADE ? command.oldMintAddress() : ""))
        .chain(facts -> issue(tx, command, facts));
  }

  private static Uni<Verdict> issue(Transaction tx, MintNft command, Facts facts) {
    Optional<String> reason =
        command.kind() == OperationKind.CLAIM
            ? EntitlementRules.refuseClaim(facts)
            : EntitlementRules.refuseUpgrade(facts);
    if (reason.isPresent()) {
      return refused(reason.get());
    }
    if (facts.issued()) {
      return afterBurn(tx, command);
    }
    return take(tx, command.userId(), command.level(), command.sagaId(), State.ISSUED)
        .map(verdict -> facts.ownBurn() ? ofOwnBurn(verdict) : verdict)
        .chain(
            verdict ->
                verdict instanceof Verdict.Refused && facts.ownBurn()
                    ? afterBurn(tx, command)
                    : Uni.createFrom().item(verdict));
  }

  private static Verdict ofOwnBurn(Verdict verdict) {
    return verdict instanceof Verdict.Granted granted
        ? new Verdict.Granted(granted.name(), granted.tierKey(), true)
        : verdict;
  }

  /**
   * The burn is final and was prepared without a reservation, by an earlier version: the mint
   * follows it all the same, once for this burned NFT.
   */
  private static Uni<Verdict> afterBurn(Transaction tx, MintNft command) {
    String name =
        EntitlementRules.tierAfterBurn(command.userId(), command.level(), command.oldMintAddress());
    return grant(tx, name, command.userId(), command.level(), command.sagaId())
        .chain(() -> holder(tx, name))
        .map(
            holder ->
                holder.requestId().equals(command.sagaId())
                    ? new Verdict.Granted(name, null, true)
                    : new Verdict.Refused(EntitlementRules.TIER_ALREADY_ISSUED));
  }

  /** Issues what only one request can have: an award, a badge, a re-issue. */
  public static Uni<Integer> grant(
      Transaction tx, String name, UserId user, Integer level, String requestId) {
    return tx.update(INSERT, name, user.value(), level, requestId, State.ISSUED.column);
  }

  /**
   * Reserves the tier that follows the burn, before anything of the burn is signed.
   *
   * @return why the burn is not prepared
   */
  public Uni<Optional<String>> reserve(Transaction tx, PrepareBurn command) {
    return UserLock.take(tx, command.userId())
        .chain(() -> target(tx, command))
        .chain(
            level ->
                level.isEmpty()
                    ? Uni.createFrom().item(Optional.empty())
                    : reserve(tx, command, level.get()));
  }

  private Uni<Optional<String>> reserve(Transaction tx, PrepareBurn command, int level) {
    UserId user = command.userId();
    return facts(tx, user, level, command.sagaId(), command.mintAddress())
        .chain(
            facts -> {
              if (facts.reissued()) {
                return refused(EntitlementRules.NFT_REISSUED);
              }
              return facts.issued()
                  ? refused(EntitlementRules.TIER_ALREADY_ISSUED)
                  : take(tx, user, level, command.sagaId(), State.RESERVED);
            })
        .map(
            verdict ->
                verdict instanceof Verdict.Refused refused
                    ? Optional.of(refused.reason())
                    : Optional.empty());
  }

  /** Commands of earlier versions do not name it; empty where the burn is refused anyway. */
  private Uni<Optional<Integer>> target(Transaction tx, PrepareBurn command) {
    if (command.targetLevel() != null) {
      return Uni.createFrom().item(Optional.of(command.targetLevel()));
    }
    return tx.session()
        .createNativeQuery(LEVEL, Long.class)
        .setParameter(1, command.mintAddress())
        .setParameter(2, command.userId().value())
        .getResultList()
        .map(
            levels ->
                levels.stream()
                    .map(Long::intValue)
                    .filter(tiers::isTiered)
                    .map(tiers::next)
                    .filter(level -> level > 0)
                    .findFirst());
  }

  private Uni<Facts> facts(
      Transaction tx, UserId user, int level, String requestId, String oldMint) {
    return tx.session()
        .createNativeQuery(FACTS, Object[].class)
        .setParameter(1, EntitlementRules.tier(user, level))
        .setParameter(2, user.value())
        .setParameter(3, requestId)
        .setParameter(4, oldMint)
        .setParameter(5, level)
        .setParameter(6, tiers.previous(level))
        .setParameter(7, tiers.competition().level())
        .getSingleResult()
        .map(row -> new Facts(is(row[0]), is(row[1]), is(row[2]), is(row[3]), is(row[4])));
  }

  private static boolean is(Object count) {
    return ((Number) count).longValue() > 0;
  }

  private static Uni<Verdict> take(
      Transaction tx, UserId user, int level, String requestId, State state) {
    String name = EntitlementRules.tier(user, level);
    Verdict granted = new Verdict.Granted(name, TierKey.of(user, level), false);
    return tx.update(INSERT, name, user.value(), level, requestId, state.column)
        .chain(
            inserted ->
                inserted == 1
                    ? Uni.createFrom().item(granted)
                    : holder(tx, name)
                        .chain(holder -> takeFrom(tx, holder, requestId))
                        .chain(
                            reason ->
                                reason.isPresent()
                                    ? refused(reason.get())
                                    : tx.update(PASS_ON, name, requestId, state.column)
                                        .replaceWith(granted)));
  }

  private record Holder(String requestId, boolean issued) {}

  private static Uni<Holder> holder(Transaction tx, String name) {
    return tx.session()
        .createNativeQuery(READ, Object[].class)
        .setParameter(1, name)
        .getSingleResult()
        .map(
            row ->
                new Holder(
                    String.valueOf(row[0]), State.ISSUED.column.equals(String.valueOf(row[1]))));
  }

  /** Empty: it is the request's own, or becomes so. */
  private static Uni<Optional<String>> takeFrom(Transaction tx, Holder holder, String requestId) {
    if (holder.requestId().equals(requestId)) {
      return Uni.createFrom().item(Optional.empty());
    }
    if (holder.issued()) {
      return Uni.createFrom().item(Optional.of(EntitlementRules.TIER_ALREADY_ISSUED));
    }
    return tx.session()
        .createNativeQuery(BURNS, String.class)
        .setParameter(1, holder.requestId())
        .getResultList()
        .map(states -> EntitlementRules.refuseReserved(burn(states)))
        .call(
            reason ->
                reason.isPresent()
                    ? Uni.createFrom().voidItem()
                    : closeUnsigned(tx, holder.requestId()));
  }

  private static Burn burn(List<String> states) {
    if (states.contains("finalized")) {
      return Burn.FINAL;
    }
    return states.stream()
            .anyMatch(List.of("offered", "signed", "prepared", "sent", "confirmed")::contains)
        ? Burn.CAN_LAND
        : Burn.CANNOT_LAND;
  }

  /** A burn that nobody has signed must not be signed any more. */
  private static Uni<Integer> closeUnsigned(Transaction tx, String requestId) {
    return tx.update(
        CLOSE_UNSIGNED,
        requestId,
        EntitlementRules.TIER_RESERVED,
        EntitlementRules.sentence(EntitlementRules.TIER_RESERVED));
  }

  private static Uni<Verdict> refused(String reason) {
    return Uni.createFrom().item(new Verdict.Refused(reason));
  }
}
