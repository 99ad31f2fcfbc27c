package io.aiw3.nft.minting.awards;

import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.mint.Entitlements;
import io.aiw3.nft.minting.persistence.MintQueue;
import io.aiw3.nft.minting.persistence.MintQueue.Mint;
import io.aiw3.nft.minting.persistence.UserLock;
import io.aiw3.nft.minting.persistence.Wallets;
import io.aiw3.nft.minting.persistence.award.AwardOutcome;
import io.aiw3.nft.minting.persistence.award.AwardOutcome.Result;
import io.aiw3.nft.minting.persistence.award.AwardRows;
import io.aiw3.nft.minting.persistence.award.AwardRows.AwardRow;
import io.aiw3.nft.minting.persistence.award.AwardRows.Ranked;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Awards of competition NFTs: one for a competition and user, ever. Each is a mint of its own, so
 * one that has to wait or to be repeated does not touch the others.
 */
@ApplicationScoped
public class Awards {
  private static final String RESULTS_ACTOR = "competition-results";

  private final TierCatalogue tiers;

  Awards(TierCatalogue tiers) {
    this.tiers = tiers;
  }

  /** Who is to get one; {@code rank} 1 to 3, or null. */
  public record Recipient(UserId userId, Integer rank) {}

  /**
   * Awards to each, and writes the audit.
   *
   * @param actor who awards: the manager's {@code sub}
   */
  public Uni<List<AwardOutcome>> award(
      Transaction tx,
      String competitionId,
      String actor,
      String reason,
      List<Recipient> recipients) {
    Uni<List<AwardOutcome>> outcomes = Uni.createFrom().item(new ArrayList<>());
    // In one order everywhere, so that two awards do not wait for each other.
    for (Recipient recipient :
        recipients.stream().sorted((a, b) -> a.userId().compareTo(b.userId())).toList()) {
      outcomes = outcomes.call(list -> one(tx, competitionId, actor, recipient).invoke(list::add));
    }
    return outcomes.call(list -> AwardRows.audit(tx, competitionId, actor, reason, list));
  }

  /**
   * Awards to the winners that the platform's results name. For any number of messages about a
   * competition, each of its ranks has one winner.
   *
   * @return ranks that were awarded to other users; nothing is awarded then
   */
  public Uni<List<Integer>> results(
      Transaction tx, String competitionId, String name, List<Recipient> winners) {
    return AwardRows.awardedBy(tx, competitionId, RESULTS_ACTOR)
        .map(
            awarded ->
                winners.stream()
                    .filter(
                        winner -> awarded.stream().anyMatch(other -> isOfAnother(other, winner)))
                    .map(Recipient::rank)
                    .toList())
        .call(
            taken ->
                taken.isEmpty()
                    ? award(tx, competitionId, RESULTS_ACTOR, name, winners)
                    : Uni.createFrom().voidItem());
  }

  private static boolean isOfAnother(Ranked awarded, Recipient winner) {
    return winner.rank().equals(awarded.rank()) && !winner.userId().equals(awarded.user());
  }

  private Uni<AwardOutcome> one(
      Transaction tx, String competitionId, String actor, Recipient recipient) {
    UserId user = recipient.userId();
    String requestId = entitlement(competitionId, user);
    AwardRow award = new AwardRow(competitionId, user, recipient.rank(), requestId);
    return UserLock.take(tx, user)
        .chain(() -> AwardRows.add(tx, award, actor))
        .chain(added -> added ? queue(tx, award) : Uni.createFrom().item(Result.ALREADY_AWARDED))
        .map(result -> new AwardOutcome(user, recipient.rank(), result, requestId));
  }

  /** The user's wallet has become known: what waited for it is queued. */
  public Uni<Void> walletKnown(Transaction tx, UserId user) {
    return AwardRows.waiting(tx, user)
        .chain(
            waiting -> {
              Uni<Void> all = Uni.createFrom().voidItem();
              for (AwardRow award : waiting) {
                all = all.chain(() -> queue(tx, award).replaceWithVoid());
              }
              return all;
            });
  }

  private Uni<Result> queue(Transaction tx, AwardRow award) {
    return Wallets.of(tx, award.user())
        .chain(
            wallet ->
                wallet.isEmpty()
                    ? Uni.createFrom().item(Result.WAITING_FOR_WALLET)
                    : mint(tx, award, wallet.get())
                        .chain(() -> AwardRows.queued(tx, award.requestId()))
                        .replaceWith(Result.QUEUED));
  }

  /** The request is named after what entitles to it: so is the entitlement. */
  private Uni<Boolean> mint(Transaction tx, AwardRow award, String wallet) {
    int level = tiers.competition().level();
    String request = award.requestId();
    return Entitlements.grant(tx, request, award.user(), level, request)
        .chain(
            () ->
                MintQueue.add(
                    tx,
                    Mint.award(
                        request,
                        award.user(),
                        wallet,
                        request,
                        level,
                        award.competitionId(),
                        award.rank(),
                        null)));
  }

  /** What an award's mint derives from. */
  public static String entitlement(String competitionId, UserId user) {
    return "award-"
        + UUID.nameUUIDFromBytes((competitionId + "\n" + user).getBytes(StandardCharsets.UTF_8));
  }
}
