package io.aiw3.nft.minting.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.minting.chain.RpcException;
import io.aiw3.nft.minting.domain.SendFailure;
import io.aiw3.nft.minting.domain.SendFailure.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AwayTest {
  @ParameterizedTest
  @EnumSource(Kind.class)
  void aNodeThatGaveNoResultIsUnavailable(Kind kind) {
    assertThat(MintWork.isAway(new RpcException(new SendFailure(kind, 500, "", "message"))))
        .isTrue();
  }

  @Test
  void brokenConnectionsAndSilenceAreUnavailableHoweverTheyAreWrapped() {
    assertThat(MintWork.isAway(new ConnectException("refused"))).isTrue();
    assertThat(MintWork.isAway(new TimeoutException())).isTrue();
    assertThat(MintWork.isAway(new CompletionException(new IOException("reset")))).isTrue();
  }

  @Test
  void aFaultOfOursIsNot() {
    assertThat(MintWork.isAway(new IllegalStateException("a bug"))).isFalse();
    assertThat(MintWork.isAway(new NullPointerException())).isFalse();
  }
}
