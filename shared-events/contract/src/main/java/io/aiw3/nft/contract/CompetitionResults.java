package io.aiw3.nft.contract;

import java.time.Instant;
import java.util.List;

/**
 * The final ranking of a competition (topic {@code competition-results}); ranks 1 to 3 win a Trophy
 * Breeder.
 */
public record CompetitionResults(
    String competitionId, String name, Instant endedAt, List<Ranked> results)
    implements ContractMessage {
  public CompetitionResults {
    results = results == null ? List.of() : List.copyOf(results);
  }

  /** One participant; {@code rank} is 1 or more. */
  public record Ranked(int rank, UserId userId) {}

  @Override
  public String topic() {
    return Topics.COMPETITION_RESULTS;
  }

  @Override
  public String key() {
    return competitionId;
  }
}
