package io.aiw3.nft.minting.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.SagaReply.BurnPrepared;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.contract.SagaReply.MintDelayed;
import io.aiw3.nft.minting.SagaProbe;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Mints beyond the day's ceiling are delayed, with a reply; nothing of it is lost. */
class SpendingLimitIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final long TWO_SIGNATURES = 10_000;

  private static OwnService service;
  private static long mint;
  private static long ceiling;

  @BeforeAll
  static void start() {
    service = new OwnService();
    mint = service.chain().mintCost() + TWO_SIGNATURES;
    ceiling = 2 * mint + mint / 2;
    service
        .with("aiw3.solana.daily-spending-limit", Long.toString(ceiling))
        .with("aiw3.sender.spending-every", "1s")
        .start();
  }

  @AfterAll
  static void stop() {
    if (service != null) {
      service.close();
    }
  }

  @Test
  void commandsWaitForTheNextDayOrAHigherCeiling() throws Exception {
    // Given
    SagaProbe saga = service.saga();
    List<Trader> traders = Trader.create(4);
    List<MintNft> claims = traders.stream().map(Trader::claim).toList();
    List<String> sagas = claims.stream().map(MintNft::sagaId).toList();
    // When
    claims.forEach(saga::send);
    // Then
    Awaitility.await()
        .atMost(TIMEOUT)
        .until(() -> sagasWith(sagas, MintConfirmed.class).size() == 2);
    Awaitility.await().atMost(TIMEOUT).until(() -> sagasWith(sagas, MintDelayed.class).size() == 2);
    assertThat(saga.allReplies(sagas))
        .filteredOn(MintDelayed.class::isInstance)
        .allMatch(reply -> ((MintDelayed) reply).reason().equals("SPENDING_LIMIT"));
    assertThat(metric("aiw3_chain_spent_today_lamports"))
        .isBetween((double) (2 * mint), (double) ceiling);
    assertThat(metric("aiw3_chain_spending_limit_lamports")).isEqualTo(ceiling);
    spendIsKnownByItsParts();
    // No burn is offered whose mint could not follow
    MintConfirmed held =
        (MintConfirmed)
            saga.allReplies(sagas).stream()
                .filter(MintConfirmed.class::isInstance)
                .findFirst()
                .orElseThrow();
    int holder = sagas.indexOf(held.sagaId());
    String upgrade = Trader.newSaga();
    saga.send(traders.get(holder).prepare(upgrade, held.mintAddress(), 1));
    Awaitility.await().atMost(TIMEOUT).until(() -> metric("aiw3_chain_waiting") == 3);
    // When
    service.kill();
    assertThat(saga.allReplies(upgrade)).isEmpty();
    service.with("aiw3.solana.daily-spending-limit", "1000000000").start();
    // Then
    saga.each(sagas, MintConfirmed.class, TIMEOUT);
    saga.each(List.of(upgrade), BurnPrepared.class, TIMEOUT);
  }

  /** And the wallet of 500 SOL lasts as long as that spend lets it. */
  private static void spendIsKnownByItsParts() {
    Awaitility.await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () -> {
              assertThat(spent("signatures")).isEqualTo(2 * TWO_SIGNATURES);
              assertThat(spent("metaplex")).isEqualTo(20_000_000);
              assertThat(spent("rent")).isEqualTo(2 * (mint - TWO_SIGNATURES - 10_000_000));
              assertThat(spent("priority")).isEqualTo(2 * 200);
              double left =
                  metric("aiw3_solana_wallet_lamports")
                      - metric("aiw3_solana_wallet_minimum_lamports");
              double total = metric("aiw3_chain_spent_today_lamports");
              assertThat(runway("10m")).isCloseTo(left / total * 600, Percentage.withPercentage(1));
              assertThat(runway("24h"))
                  .isCloseTo(left / total * 86_400, Percentage.withPercentage(1));
            });
  }

  private static double spent(String part) throws Exception {
    return metric("aiw3_chain_spent_lamports{part=\"" + part + "\"}");
  }

  private static double runway(String window) throws Exception {
    return metric("aiw3_solana_wallet_runway_seconds{window=\"" + window + "\"}");
  }

  private static List<String> sagasWith(List<String> sagas, Class<? extends SagaReply> type) {
    return service.saga().allReplies(sagas).stream()
        .filter(type::isInstance)
        .map(SagaReply::sagaId)
        .distinct()
        .toList();
  }

  private static double metric(String name) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(service.url() + "/q/metrics")).build();
    return HttpClient.newHttpClient()
        .send(request, BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }
}
