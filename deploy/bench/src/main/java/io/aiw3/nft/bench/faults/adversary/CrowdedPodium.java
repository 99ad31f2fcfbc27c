package io.aiw3.nft.bench.faults.adversary;

import io.aiw3.nft.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A competition with sixty winners of rank 1. */
final class CrowdedPodium implements Adversary {
  private static final String COMPETITION = "crowded-podium";
  private static final int WINNERS = 60;

  private final Arena arena;

  CrowdedPodium(Arena arena) {
    this.arena = arena;
  }

  @Override
  public String name() {
    return "sixty winners of rank 1";
  }

  @Override
  public void attack() throws Exception {
    String results =
        IntStream.range(0, WINNERS)
            .mapToObj(i -> "{\"rank\":1,\"userId\":\"%d\"}".formatted(arena.newUser()))
            .collect(Collectors.joining(","));
    String body =
        "{\"competitionId\":\"%s\",\"name\":\"%s\",\"endedAt\":\"%s\",\"results\":[%s]}"
            .formatted(COMPETITION, COMPETITION, Instant.now(), results);
    arena
        .records()
        .sendBad(
            new ProducerRecord<>(
                Topics.COMPETITION_RESULTS,
                COMPETITION.getBytes(StandardCharsets.UTF_8),
                body.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String breach() throws SQLException {
    long awarded =
        arena
            .local()
            .number(
                "minting",
                "SELECT COUNT(*) FROM competition_award WHERE competition_id = '"
                    + COMPETITION
                    + "'");
    return awarded == 0 ? "" : awarded + " were awarded";
  }
}
