package io.aiw3.nft.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

class HandledOffsetsTest {
  private static final List<Long> LETTERS = List.of(0L, 1L, 2L, 5L, 6L, 7L);

  @Test
  void lettersDealtWithInOrderAreAPosition() {
    assertThat(HandledOffsets.of(null).with(List.of(0L, 1L), LETTERS, 8).toCommit())
        .isEqualTo(new OffsetAndMetadata(2, ""));
  }

  @Test
  void lettersDealtWithOutOfOrderAreListedUntilThePositionReachesThem() {
    OffsetAndMetadata some =
        HandledOffsets.of(null).with(List.of(1L, 5L, 6L), LETTERS, 8).toCommit();
    assertThat(some).isEqualTo(new OffsetAndMetadata(0, "1,5-6"));
    assertThat(HandledOffsets.of(some).has(0)).isFalse();
    assertThat(HandledOffsets.of(some).has(6)).isTrue();

    OffsetAndMetadata more = HandledOffsets.of(some).with(List.of(0L, 2L), LETTERS, 8).toCommit();
    assertThat(more).isEqualTo(new OffsetAndMetadata(7, ""));

    assertThat(HandledOffsets.of(more).with(List.of(7L), LETTERS, 8).toCommit())
        .isEqualTo(new OffsetAndMetadata(8, ""));
  }

  @Test
  void aSingleLetterIsMarkedWithoutTheOthers() {
    OffsetAndMetadata one = HandledOffsets.of(null).with(6, 4).toCommit();
    assertThat(one).isEqualTo(new OffsetAndMetadata(4, "6"));

    OffsetAndMetadata two = HandledOffsets.of(one).with(4, 4).toCommit();
    assertThat(two).isEqualTo(new OffsetAndMetadata(5, "6"));

    assertThat(HandledOffsets.of(two).with(5, 4).toCommit())
        .isEqualTo(new OffsetAndMetadata(7, ""));
  }

  @Test
  void whatHasExpiredCountsAsDealtWith() {
    OffsetAndMetadata marks = new OffsetAndMetadata(2, "5,9");

    assertThat(HandledOffsets.of(marks).with(8, 7).toCommit())
        .isEqualTo(new OffsetAndMetadata(7, "8-9"));
  }

  @Test
  void moreThanTheBrokerKeepsIsRefused() {
    List<Long> letters = LongStream.range(0, 4000).boxed().toList();
    List<Long> odd = letters.stream().filter(offset -> offset % 2 == 1).toList();

    assertThatThrownBy(() -> HandledOffsets.of(null).with(odd, letters, 4000).toCommit())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("send or drop the older ones first");
  }
}
