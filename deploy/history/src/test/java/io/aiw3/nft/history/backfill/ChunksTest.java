package io.aiw3.nft.history.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.commandline.StoppedException;
import io.aiw3.nft.history.backfill.TradeSource.Position;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ChunksTest {
  private final Chunks chunks = new Chunks(10);

  @Test
  void theCheckpointDoesNotPassAGap() throws InterruptedException {
    Chunks.Chunk first = chunks.sending();
    chunks.seal(checkpoint(1));
    Chunks.Chunk second = chunks.sending();
    chunks.seal(checkpoint(2));

    chunks.acknowledged(second, null);
    assertThat(chunks.reached()).isNull();

    chunks.acknowledged(first, null);
    assertThat(chunks.reached()).isEqualTo(checkpoint(2));
  }

  @Test
  void rejectedRowsNeedNoAcknowledgement() {
    chunks.seal(checkpoint(1));

    assertThat(chunks.reached()).isEqualTo(checkpoint(1));
    assertThat(chunks.reached()).isNull();
  }

  @Test
  void aRowThatTheBrokerRefusesStopsTheRunBeforeIt() throws InterruptedException {
    Chunks.Chunk first = chunks.sending();
    chunks.seal(checkpoint(1));

    chunks.acknowledged(first, new IOException("unavailable"));

    assertThat(chunks.reached()).isNull();
    assertThatThrownBy(chunks::sending)
        .isInstanceOf(StoppedException.class)
        .hasMessageContaining("unavailable");
  }

  private static Checkpoint checkpoint(long at) {
    return new Checkpoint(new Position(at, 0), at, 0, 0);
  }
}
