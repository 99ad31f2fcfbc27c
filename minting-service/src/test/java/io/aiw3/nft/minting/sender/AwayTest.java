package io.aiw3.nft.minting.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.minting.domain.SendFailure;
import io.aiw3.nft.minting.domain.SendFailure.Kind;
import io.aiw3.nft.minting.rpc.RpcException;
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
    assertThat(Sender.isAway(new RpcException(new SendFailure(kind, 500, "", "message")))).isTrue();
  }

  @Test
  void brokenConnectionsAndSilenceAreUnavailableHoweverTheyAreWrapped() {
    assertThat(Sender.isAway(new ConnectException("refused"))).isTrue();
    assertThat(Sender.isAway(new TimeoutException())).isTrue();
    assertThat(Sender.isAway(new CompletionException(new IOException("reset")))).isTrue();
  }

  @Test
  void aFaultOfOursIsNot() {
    assertThat(Sender.isAway(new IllegalStateException("a bug"))).isFalse();
    assertThat(Sender.isAway(new NullPointerException())).isFalse();
  }
}
