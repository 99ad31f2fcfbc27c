package io.aiw3.nft.minting.awards;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.mint.Entitlements;
import io.aiw3.nft.minting.persistence.MintQueue;
import io.aiw3.nft.minting.persistence.MintQueue.Mint;
import io.aiw3.nft.minting.persistence.UserLock;
import io.aiw3.nft.minting.persistence.Wallets;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Awards of competition NFTs: one for a competition and user, ever. Each is a mint of its own, so
 * one that has to wait or to be repeated does not touch the others.
 */
@ApplicationScoped
public class Awards {
  private static final String INSERT =
      "INSERT IGNORE INTO competition_award (competition_id, user_id, competition_rank,"
          + " request_id, state, awarded_by) VALUES (?1, ?2, ?3, ?4, 'waiting_for_wallet', ?5)";
  private static final String QUEUED =
      "UPDATE competition_award SET state = 'queued', updatedAt = UTC_TIMESTAMP(3)"
          + " WHERE request_id = ?1 AND state = 'waiting_for_wallet'";
  private static final String RESULTS =
      "SELECT user_id, CAST(competition_rank AS SIGNED) FROM competition_award"
          + " WHERE competition_id = ?1 AND awarded_by = ?2";
  private static final String RESULTS_ACTOR = "competition-results";
  private static final String AUDIT =
      "INSERT INTO competition_audit (competition_id, actor, reason, recipients)"
          + " VALUES (?1, ?2, ?3, ?4)";

  private static final String WAITING =
      "SELECT competition_id, CAST(competition_rank AS SIGNED), request_id FROM competition_award"
          + " WHERE user_id = ?1 AND state = 'waiting_for_wallet' FOR UPDATE";

  private final TierCatalogue tiers;

  Awards(TierCatalogue tiers) {
    this.tiers = tiers;
  }

  /** Who is to get one; {@code rank} 1 to 3, or null. */
  public record Recipient(UserId userId, Integer rank) {}

  /** What came of it for one recipient; {@code requestId} names the mint. */
  public record Outcome(
      UserId userId,
      @Schema(nullable = true) Integer rank,
      Result result,
      @Schema(nullable = true) String requestId) {}

  /** Of one recipient. */
  @Schema(enumeration = {"queued", "waiting_for_wallet", "already_awarded"})
  public enum Result {
    QUEUED("queued"),
    WAITING_FOR_WALLET("waiting_for_wallet"),
    ALREADY_AWARDED("already_awarded");

    private final String wireName;

    Result(String wireName) {
      this.wireName = wireName;
    }

    @JsonValue
    public String wireName() {
      return wireName;
    }
  }

  /**
   * Awards to each, and writes the audit.
   *
   * @param actor who awards: the manager's {@code sub}
   */
  public Uni<List<Outcome>> award(
      Transaction tx,
      String competitionId,
      String actor,
      String reason,
      List<Recipient> recipients) {
    Uni<List<Outcome>> outcomes = Uni.createFrom().item(new ArrayList<>());
    // In one order everywhere, so that two awards do not wait for each other.
    for (Recipient recipient :
        recipients.stream().sorted((a, b) -> a.userId().compareTo(b.userId())).toList()) {
      outcomes = outcomes.call(list -> one(tx, competitionId, actor, recipient).invoke(list::add));
    }
    return outcomes.call(
        list -> tx.update(AUDIT, competitionId, actor, reason, json(list)).replaceWithVoid());
  }

  /**
   * Awards to the winners that the platform's results name. For any number of messages about a
   * competition, each of its ranks has one winner.
   *
   * @return ranks that were awarded to other users; nothing is awarded then
   */
  public Uni<List<Integer>> results(
      Transaction tx, String competitionId, String name, List<Recipient> winners) {
    return tx.select(RESULTS, competitionId, RESULTS_ACTOR)
        .map(
            rows ->
                winners.stream()
                    .filter(
                        winner ->
                            StreamSupport.stream(rows.spliterator(), false)
                                .anyMatch(row -> isOfAnother(row, winner)))
                    .map(Recipient::rank)
                    .toList())
        .call(
            taken ->
                taken.isEmpty()
                    ? award(tx, competitionId, RESULTS_ACTOR, name, winners)
                    : Uni.createFrom().voidItem());
  }

  private static boolean isOfAnother(Row row, Recipient winner) {
    return winner.rank().equals(row.getInteger(1)) && row.getInteger(0) != winner.userId().value();
  }

  private Uni<Outcome> one(
      Transaction tx, String competitionId, String actor, Recipient recipient) {
    String requestId = requestId(competitionId, recipient.userId());
    int user = recipient.userId().value();
    return UserLock.take(tx, recipient.userId())
        .chain(() -> tx.update(INSERT, competitionId, user, recipient.rank(), requestId, actor))
        .chain(
            inserted ->
                inserted == 0
                    ? Uni.createFrom().item(Result.ALREADY_AWARDED)
                    : queue(tx, competitionId, recipient.rank(), recipient.userId(), requestId))
        .map(result -> new Outcome(recipient.userId(), recipient.rank(), result, requestId));
  }

  /** The user's wallet has become known: what waited for it is queued. */
  public Uni<Void> walletKnown(Transaction tx, UserId user) {
    return tx.select(WAITING, user.value())
        .chain(
            rows -> {
              Uni<Void> all = Uni.createFrom().voidItem();
              for (Row row : rows) {
                all =
                    all.chain(
                        () ->
                            queue(tx, row.getString(0), row.getInteger(1), user, row.getString(2))
                                .replaceWithVoid());
              }
              return all;
            });
  }

  private Uni<Result> queue(
      Transaction tx, String competitionId, Integer rank, UserId user, String requestId) {
    return Wallets.of(tx, user)
        .chain(
            wallet ->
                wallet.isEmpty()
                    ? Uni.createFrom().item(Result.WAITING_FOR_WALLET)
                    : mint(tx, competitionId, rank, user, requestId, wallet.get())
                        .chain(() -> tx.update(QUEUED, requestId))
                        .replaceWith(Result.QUEUED));
  }

  /** The request is named after what entitles to it: so is the entitlement. */
  private Uni<Boolean> mint(
      Transaction tx,
      String competitionId,
      Integer rank,
      UserId user,
      String requestId,
      String wallet) {
    int level = tiers.competition().level();
    return Entitlements.grant(tx, requestId, user, level, requestId)
        .chain(
            () ->
                MintQueue.add(
                    tx,
                    Mint.award(
                        requestId, user, wallet, requestId, level, competitionId, rank, null)));
  }

  private static String requestId(String competitionId, UserId user) {
    return "award-"
        + UUID.nameUUIDFromBytes((competitionId + "\n" + user).getBytes(StandardCharsets.UTF_8));
  }

  private static String json(Object value) {
    try {
      return ContractJson.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
