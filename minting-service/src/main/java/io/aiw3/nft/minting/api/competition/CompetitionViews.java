package io.aiw3.nft.minting.api.competition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.minting.persistence.award.AwardOutcome.Result;
import io.aiw3.nft.minting.persistence.award.CompetitionReads.Competition;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What competition managers see. */
final class CompetitionViews {
  private CompetitionViews() {}

  /** A competition, and how far its awards are. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "Competition")
  record CompetitionView(
      String competitionId,
      @Schema(nullable = true) String name,
      @Schema(nullable = true) Instant endedAt,
      @Schema(nullable = true) Instant importedAt,
      int participants,
      long awards,
      long waitingForWallet) {
    static CompetitionView of(Competition competition) {
      return new CompetitionView(
          competition.id(),
          competition.name(),
          competition.endedAt(),
          competition.importedAt(),
          competition.participants(),
          competition.awards(),
          competition.waiting());
    }
  }

  /** The same with its ranking. */
  @Schema(name = "CompetitionDetail", allOf = CompetitionView.class)
  record Detail(
      @JsonUnwrapped @Schema(hidden = true) CompetitionView competition, List<Ranked> results) {
    Detail {
      results = List.copyOf(results);
    }
  }

  /** A place in the ranking. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "CompetitionRank")
  record Ranked(int rank, UserId userId, @Schema(nullable = true) AwardProgress award) {}

  /** How far a winner's award is. */
  @Schema(enumeration = {"waiting_for_wallet", "queued"})
  enum AwardProgress {
    WAITING_FOR_WALLET("waiting_for_wallet"),
    QUEUED("queued");

    private final String wireName;

    AwardProgress(String wireName) {
      this.wireName = wireName;
    }

    @JsonValue
    String wireName() {
      return wireName;
    }

    /** Null without an award. */
    static AwardProgress of(String state) {
      return Arrays.stream(values())
          .filter(progress -> progress.wireName.equals(state))
          .findFirst()
          .orElse(null);
    }
  }

  /** What an award of this list would do now. */
  @Schema(name = "AwardDryRun")
  record DryRun(String competitionId, List<Foreseen> outcomes) {
    DryRun {
      outcomes = List.copyOf(outcomes);
    }
  }

  /** For one recipient. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "ForeseenOutcome")
  record Foreseen(
      UserId userId, @Schema(nullable = true) Integer rank, Result result, boolean known) {}
}
