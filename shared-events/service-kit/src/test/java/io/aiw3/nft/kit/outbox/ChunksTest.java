package io.aiw3.nft.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunksTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aChunkHoldsConsecutiveRowsUpToTheBudgetAndALargeRowIsAlone() {
    assertThat(bytes(Chunks.byBytes(List.of(), 10))).isEmpty();
    assertThat(bytes(Chunks.byBytes(rows(4, 6, 1, 25, 3, 3, 4, 1), 10)))
        .containsExactly(
            List.of(4L, 6L), List.of(1L), List.of(25L), List.of(3L, 3L, 4L), List.of(1L));
  }

  @Test
  void aRoundHoldsOneRowOfALaneInTheirOrderAndRowsWithoutAKeyAreLanesOfTheirOwn() {
    List<OutboxTable.Numbered> rows =
        List.of(
            row(1, "t", "a"),
            row(2, "t", "b"),
            row(3, "t", "a"),
            row(4, "u", "a"),
            row(5, "t", null),
            row(6, "t", null),
            row(7, "t", "a"),
            row(8, "t", "b"));

    assertThat(Chunks.rounds(rows))
        .extracting(round -> round.stream().map(OutboxTable.Numbered::seq).toList())
        .containsExactly(List.of(1L, 2L, 4L, 5L, 6L), List.of(3L, 8L), List.of(7L));
  }

  private static List<OutboxTable.Waiting> rows(long... bytes) {
    return java.util.Arrays.stream(bytes)
        .mapToObj(b -> new OutboxTable.Waiting(b, new Lane("t", "k"), NOW, b))
        .toList();
  }

  private static List<List<Long>> bytes(List<List<OutboxTable.Waiting>> chunks) {
    return chunks.stream()
        .map(chunk -> chunk.stream().map(OutboxTable.Waiting::bytes).toList())
        .toList();
  }

  private static OutboxTable.Numbered row(long seq, String topic, String key) {
    return new OutboxTable.Numbered(
        seq,
        new OutboxRow(
            "id",
            topic,
            key == null ? null : key.getBytes(StandardCharsets.UTF_8),
            "type",
            "/test",
            NOW,
            "1",
            null,
            null,
            new byte[0]));
  }
}
