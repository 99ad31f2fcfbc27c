package io.aiw3.nft.qualification;

import static io.aiw3.nft.qualification.Platform.newWallet;
import static io.aiw3.nft.qualification.Platform.reversal;
import static io.aiw3.nft.qualification.Platform.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.Trade;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "qualification"))
@QuarkusTestResource(TestTokens.class)
class ReversalIT extends UserITBase {
  @Test
  void aReversalTakesItsOriginalBackOnceInWhateverOrder() {
    Trade late = trade(wallet, "70");
    Trade early = trade(wallet, "30");
    Trade stays = trade(wallet, "5.5");
    platform.send(reversal(UUID.randomUUID().toString(), late));
    platform.send(early, stays);
    platform.send(
        reversal(UUID.randomUUID().toString(), early),
        reversal(UUID.randomUUID().toString(), early),
        late,
        late,
        early);
    platform.send(trade(wallet, "0.5"));

    platform.awaitVolume(wallet, "6");
    assertThat(platform.ledgerRows(wallet)).isEqualTo(7);
  }

  @Test
  void aReversalOfAnothersTradeIsADeadLetter() {
    Trade foreign = trade(newWallet(), "10");
    platform.send(foreign);
    platform.awaitVolume(foreign.walletAddress(), "10");
    String id = UUID.randomUUID().toString();
    platform.send(
        new Trade(id, wallet, "reversal", BigDecimal.TEN, foreign.tradeId(), Instant.now()));

    platform
        .kafka()
        .await(Topics.deadLetter(Topics.TRADES), dead -> String.valueOf(dead.value()).contains(id));

    assertThat(platform.volume(foreign.walletAddress())).isEqualByComparingTo("10");
    assertThat(platform.ledgerRows(wallet)).isZero();
  }

  /** A hostile reversal that comes first must not keep the genuine one from counting. */
  @Test
  void theOriginalDecidesWhichReversalIsGenuineWhateverComesFirst() {
    String stranger = newWallet();
    Trade original = trade(wallet, "70");
    Trade genuine = reversal(UUID.randomUUID().toString(), original);
    Trade foreign =
        new Trade(
            UUID.randomUUID().toString(),
            stranger,
            "reversal",
            BigDecimal.ZERO,
            original.tradeId(),
            Instant.now());
    Trade ofTheReversal = reversal(UUID.randomUUID().toString(), genuine);
    platform.send(ofTheReversal);
    awaitWaiting(genuine.tradeId(), 1);
    platform.send(foreign);
    awaitWaiting(original.tradeId(), 1);
    platform.send(genuine);
    awaitWaiting(genuine.tradeId(), 0);
    awaitWaiting(original.tradeId(), 2);

    platform.send(original, trade(wallet, "5"));

    platform.awaitVolume(wallet, "5");
    for (Trade refused : List.of(ofTheReversal, foreign)) {
      ConsumerRecord<String, String> dead =
          platform
              .kafka()
              .await(
                  Topics.deadLetter(Topics.TRADES),
                  m -> String.valueOf(m.value()).contains(refused.tradeId()));
      assertThat(dead.key()).isEqualTo(refused.walletAddress());
      assertThat(ledgerHas(refused)).isFalse();
    }
    assertThat(ledgerHas(genuine)).isTrue();
    assertThat(
            platform.number(
                "SELECT COUNT(*) FROM trades WHERE trade_id = ? AND reversed_by = ?",
                original.tradeId(),
                genuine.tradeId()))
        .isOne();
    assertThat(
            platform.kafka().readAll(Topics.deadLetter(Topics.TRADES)).stream()
                .filter(
                    m ->
                        String.valueOf(m.value())
                            .contains("\"" + genuine.tradeId() + "\",\"walletAddress")))
        .isEmpty();
    awaitWaiting(original.tradeId(), 0);
  }

  private static boolean ledgerHas(Trade trade) {
    return platform
            .number("SELECT COUNT(*) FROM trades WHERE trade_id = ?", trade.tradeId())
            .signum()
        > 0;
  }

  private static void awaitWaiting(String original, int count) {
    Awaitility.await("reversals of " + original)
        .until(
            () ->
                platform.number(
                    "SELECT COUNT(*) FROM waiting_reversal WHERE original_id = ?", original),
            found -> found.intValue() == count);
  }
}
