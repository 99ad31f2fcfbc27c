package io.aiw3.nft.minting.mint;

import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.MintingCommand.PrepareBurn;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.domain.EntitlementRules;
import io.aiw3.nft.minting.domain.EntitlementRules.Burn;
import io.aiw3.nft.minting.domain.EntitlementRules.Facts;
import io.aiw3.nft.minting.persistence.EntitlementRows;
import io.aiw3.nft.minting.persistence.EntitlementRows.Holder;
import io.aiw3.nft.minting.persistence.EntitlementRows.State;
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
  private final TierCatalogue tiers;

  Entitlements(TierCatalogue tiers) {
    this.tiers = tiers;
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
    boolean upgrade = command.kind() == OperationKind.UPGRADE;
    String name = EntitlementRules.tier(command.userId(), command.level());
    return UserLock.take(tx, command.userId())
        .chain(() -> EntitlementRows.ofSaga(tx, name, command.sagaId(), upgrade))
        .chain(
            () ->
                facts(
                    tx,
                    command.userId(),
                    command.level(),
                    command.sagaId(),
                    upgrade ? command.oldMintAddress() : ""))
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
        .chain(() -> EntitlementRows.holder(tx, name))
        .map(
            holder ->
                holder.requestId().equals(command.sagaId())
                    ? new Verdict.Granted(name, null, true)
                    : new Verdict.Refused(EntitlementRules.TIER_ALREADY_ISSUED));
  }

  /** Issues what only one request can have: an award, a badge, a re-issue. */
  public static Uni<Integer> grant(
      Transaction tx, String name, UserId user, Integer level, String requestId) {
    return EntitlementRows.insert(tx, name, user, level, requestId, State.ISSUED);
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
    return EntitlementRows.level(tx, command.mintAddress(), command.userId())
        .map(burned -> burned.filter(tiers::isTiered).map(tiers::next).filter(level -> level > 0));
  }

  private Uni<Facts> facts(
      Transaction tx, UserId user, int level, String requestId, String oldMint) {
    return EntitlementRows.facts(
        tx,
        new EntitlementRows.Request(
            user, level, requestId, oldMint, tiers.previous(level), tiers.competition().level()));
  }

  private static Uni<Verdict> take(
      Transaction tx, UserId user, int level, String requestId, State state) {
    String name = EntitlementRules.tier(user, level);
    Verdict granted = new Verdict.Granted(name, TierKey.of(user, level), false);
    return EntitlementRows.insert(tx, name, user, level, requestId, state)
        .chain(
            inserted ->
                inserted == 1
                    ? Uni.createFrom().item(granted)
                    : EntitlementRows.holder(tx, name)
                        .chain(holder -> takeFrom(tx, holder, requestId))
                        .chain(
                            reason ->
                                reason.isPresent()
                                    ? refused(reason.get())
                                    : EntitlementRows.passOn(tx, name, requestId, state)
                                        .replaceWith(granted)));
  }

  /** Empty: it is the request's own, or becomes so. */
  private static Uni<Optional<String>> takeFrom(Transaction tx, Holder holder, String requestId) {
    if (holder.requestId().equals(requestId)) {
      return Uni.createFrom().item(Optional.empty());
    }
    if (holder.issued()) {
      return Uni.createFrom().item(Optional.of(EntitlementRules.TIER_ALREADY_ISSUED));
    }
    return EntitlementRows.burns(tx, holder.requestId())
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
    return EntitlementRows.closeUnsigned(
        tx,
        requestId,
        EntitlementRules.TIER_RESERVED,
        EntitlementRules.sentence(EntitlementRules.TIER_RESERVED));
  }

  private static Uni<Verdict> refused(String reason) {
    return Uni.createFrom().item(new Verdict.Refused(reason));
  }
}
