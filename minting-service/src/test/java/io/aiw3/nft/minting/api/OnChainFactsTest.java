package io.aiw3.nft.minting.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.minting.config.FactsConfig;
import io.aiw3.nft.minting.rpc.OnChainNft;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class OnChainFactsTest {
  private static final UserId CALLER = new UserId(1);
  private static final UserId OTHER = new UserId(2);

  private final List<String> read = new ArrayList<>();

  private record Limits(Duration age, int perSecond, int perCaller) implements FactsConfig {}

  @Test
  void anNftIsReadOnceHoweverOftenItIsAskedFor() {
    OnChainFacts facts = facts(100, 1);
    assertThat(owner(facts, CALLER, "mint")).isEqualTo("owner of mint");
    assertThat(owner(facts, CALLER, "mint")).isEqualTo("owner of mint");
    assertThat(owner(facts, OTHER, "mint")).isEqualTo("owner of mint");
    assertThat(read).containsExactly("mint");
  }

  @Test
  void aCallerWithTooManyRequestsGetsNothingAndTheOthersDo() {
    OnChainFacts facts = facts(100, 2);
    owner(facts, CALLER, "a");
    owner(facts, CALLER, "b");
    assertThat(owner(facts, CALLER, "c")).isNull();
    assertThat(owner(facts, OTHER, "c")).isEqualTo("owner of c");
    assertThat(read).containsExactly("a", "b", "c");
  }

  @Test
  void allOfThemTogetherLeaveTheNodesToTheSender() {
    OnChainFacts facts = facts(0, 100);
    assertThat(owner(facts, CALLER, "a")).isNull();
    assertThat(read).isEmpty();
  }

  @Test
  void whatFailedIsReadAgain() {
    OnChainFacts facts =
        facts(
            mint ->
                read.isEmpty()
                    ? Uni.createFrom()
                        .<OnChainNft>failure(new IllegalStateException("no node"))
                        .onSubscription()
                        .invoke(() -> read.add(mint))
                    : found(mint),
            100,
            100);
    assertThat(owner(facts, CALLER, "a")).isNull();
    assertThat(owner(facts, CALLER, "a")).isEqualTo("owner of a");
  }

  private OnChainFacts facts(int perSecond, int perCaller) {
    return facts(this::found, perSecond, perCaller);
  }

  private static OnChainFacts facts(
      Function<String, Uni<OnChainNft>> chain, int perSecond, int perCaller) {
    return new OnChainFacts(chain, new Limits(Duration.ofMinutes(1), perSecond, perCaller));
  }

  private Uni<OnChainNft> found(String mint) {
    return Uni.createFrom()
        .item(
            () -> {
              read.add(mint);
              return new OnChainNft("owner of " + mint, 1, null, null, List.of(), "confirmed");
            });
  }

  private static String owner(OnChainFacts facts, UserId caller, String mint) {
    OnChainNft found = facts.of(caller, mint).await().atMost(Duration.ofSeconds(5));
    return found == null ? null : found.owner();
  }
}
