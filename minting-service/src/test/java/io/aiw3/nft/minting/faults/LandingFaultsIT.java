package io.aiw3.nft.minting.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.SagaReply.BurnSubmitted;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.contract.SagaReply.MintDelayed;
import io.aiw3.nft.contract.SagaReply.MintSubmitted;
import io.aiw3.nft.minting.LocalNetwork;
import io.aiw3.nft.minting.TraderWallet;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.p2p.solanaj.core.PublicKey;

/** What is sent is lost, late, there twice, slow to be final, or forgotten. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "minting"))
@QuarkusTestResource(LocalNetwork.class)
@QuarkusTestResource(TestTokens.class)
class LandingFaultsIT extends FaultTest {
  private static final int TRADERS = 12;
  private static final int EVER = 100_000;
  private static final int PAST_EXPIRY = 200;
  private static final int PRICED_BLOCKS = 60;

  @Test
  void sendsWhatWasDroppedAgain() {
    // Given
    List<Trader> traders = Trader.create(TRADERS);
    chain.nextSends("drop", TRADERS);
    List<Holder> holders = holders(traders);
    List<Upgrade> upgrades = prepareAll(holders);
    chain.nextSends("drop", TRADERS);
    // When
    submitAllAndMintAtOnce(upgrades);
    Map<String, MintConfirmed> confirmed = upgraded(upgrades);
    // Then: by the first signature
    Map<String, MintSubmitted> submitted =
        saga.each(confirmed.keySet(), MintSubmitted.class, TIMEOUT);
    confirmed.forEach(
        (sagaId, reply) -> {
          assertThat(submitted.get(sagaId).attempt()).isEqualTo(1);
          assertThat(submitted.get(sagaId).signature()).isEqualTo(reply.signature());
        });
    assertPublished(
        traders, List.of(NftEvent.Claimed.class, NftEvent.Burned.class, NftEvent.Upgraded.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"drop", "hold"})
  void signsAgainAfterExpiryAndNeverLandsTheFirst(String fault) {
    // Given
    chain.nextSends(fault, EVER);
    List<String> sagas = claimAll(Trader.create(TRADERS));
    Map<String, MintSubmitted> first = saga.each(sagas, MintSubmitted.class, TIMEOUT);
    // When
    chain.control("advanceSlots", PAST_EXPIRY);
    Map<String, MintDelayed> delayed = saga.each(sagas, MintDelayed.class, TIMEOUT);
    chain.noFaults();
    Map<String, MintConfirmed> confirmed = confirmed(sagas);
    chain.control("releaseHeld", true);
    // Then
    assertThat(delayed.values()).extracting(MintDelayed::reason).containsOnly("MINT_EXPIRED");
    first.forEach(
        (sagaId, submitted) -> {
          MintConfirmed reply = confirmed.get(sagaId);
          assertThat(reply.signature()).isNotEqualTo(submitted.signature());
          assertThat(reply.mintAddress()).isEqualTo(submitted.mintAddress());
          assertThat(ledgerEntry(reply.signature()).priorityFee())
              .as("twice the price of the first")
              .isGreaterThanOrEqualTo(400);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {140, PAST_EXPIRY})
  void takesWhatLandsInItsLastValidBlock(int slotsAtOnce) {
    // Given
    chain.nextSends("hold", EVER);
    List<String> sagas = claimAll(Trader.create(TRADERS));
    Map<String, MintSubmitted> submitted = saga.each(sagas, MintSubmitted.class, TIMEOUT);
    Awaitility.await().atMost(TIMEOUT).until(() -> chain.state().path("held").asInt() >= TRADERS);
    // When: it lands while the sender may already look for its expiry, and the node forgets it
    chain.control("releaseHeld", "last-valid-block");
    chain.control("advanceSlots", slotsAtOnce);
    chain.control("forgetStatuses", true);
    Map<String, MintConfirmed> confirmed = confirmed(sagas);
    // Then
    assertThat(signatures(confirmed, MintConfirmed::signature))
        .isEqualTo(signatures(submitted, MintSubmitted::signature));
  }

  /** The system wallet is one of the accounts that a mint writes to. */
  @ParameterizedTest
  @CsvSource({"5000, 1000", "3000000, 200000"})
  void paysWhatOthersPaidForTheSameAccountsUpToTheCeiling(long microLamports, long lamports) {
    // Given: somebody pays that in four of ten blocks, the newest ones
    TraderWallet other = TraderWallet.funded(chain);
    PublicKey wallet = new PublicKey(System.getProperty(LocalNetwork.WALLET));
    chain.control("pauseSlots", true);
    for (int block = 0; block < PRICED_BLOCKS; block++) {
      other.payFor(wallet, microLamports);
      chain.control("advanceSlots", 1);
    }
    chain.control("advanceSlots", 1);
    // When: the price is read before the blocks go on
    List<String> sagas = claimAll(Trader.create(1));
    saga.each(sagas, MintSubmitted.class, TIMEOUT);
    chain.control("pauseSlots", false);
    // Then
    String signature = confirmed(sagas).get(sagas.get(0)).signature();
    assertThat(ledgerEntry(signature).priorityFee()).isEqualTo(lamports);
    chain.control("advanceSlots", PAST_EXPIRY);
  }

  @Test
  void landsOnceWhatWasSentTwice() {
    // Given: the first copies arrive late, the second ones land
    chain.nextSends("hold", TRADERS);
    List<String> sagas = claimAll(Trader.create(TRADERS));
    Map<String, MintConfirmed> confirmed = confirmed(sagas);
    long landed = chain.ledger().size();
    // When
    chain.control("releaseHeld", true);
    chain.control("advanceSlots", 3);
    // Then
    assertThat(chain.ledger()).hasSize((int) landed);
    chain.ledger().stream()
        .filter(
            entry ->
                signatures(confirmed, MintConfirmed::signature)
                    .containsValue(entry.path("signature").asText()))
        .map(entry -> Base64.getDecoder().decode(entry.path("transaction").asText()))
        .forEach(
            bytes ->
                assertThatThrownBy(() -> chain.send(bytes))
                    .hasMessageContaining("AlreadyProcessed"));
  }

  @Test
  void mintsNoUpgradeWhileTheFinalityOfItsBurnIsDelayed() {
    // Given
    int delay = 60;
    List<Upgrade> upgrades = prepareAll(holders(TRADERS));
    chain.control("finalityDelaySlots", delay);
    // When
    submitAllAndMintAtOnce(upgrades);
    Map<String, MintConfirmed> confirmed = upgraded(upgrades);
    // Then
    List<LandedTransaction> ledger = chain.ledger().stream().map(LandedTransaction::of).toList();
    for (Upgrade upgrade : upgrades) {
      long burned =
          slot(ledger, t -> t.burned().filter(upgrade.holder().mint()::equals).isPresent());
      String signature = confirmed.get(upgrade.sagaId()).signature();
      long minted = slot(ledger, t -> t.signature().equals(signature));
      assertThat(minted - burned).isGreaterThanOrEqualTo(delay);
    }
  }

  @Test
  void goesOnWhenTheNodeForgetsWhatItHasConfirmed() {
    // Given: confirmed and far from final
    List<Upgrade> upgrades = prepareAll(holders(TRADERS));
    chain.control("finalityDelaySlots", EVER);
    List<String> claims = claimAll(Trader.create(TRADERS));
    submitAllAndMintAtOnce(upgrades);
    Map<String, MintSubmitted> submitted = saga.each(claims, MintSubmitted.class, TIMEOUT);
    Set<String> sent = new HashSet<>(signatures(submitted, MintSubmitted::signature).values());
    upgrades.forEach(
        upgrade -> sent.add(saga.reply(upgrade.sagaId(), BurnSubmitted.class).signature()));
    Awaitility.await().atMost(TIMEOUT).until(() -> landed().containsAll(sent));
    // When: twice, the second time past the life of their blockhashes
    chain.control("forgetStatuses", true);
    chain.control("advanceSlots", PAST_EXPIRY);
    chain.control("forgetStatuses", true);
    chain.control("finalityDelaySlots", 0);
    // Then
    assertThat(signatures(confirmed(claims), MintConfirmed::signature))
        .isEqualTo(signatures(submitted, MintSubmitted::signature));
    upgraded(upgrades);
  }

  @Test
  void mintsOnceMoreWhatWasInAConfirmedBlockThatIsDropped() {
    // Given: confirmed and far from final
    List<Trader> traders = Trader.create(TRADERS);
    chain.control("finalityDelaySlots", EVER);
    List<String> claims = claimAll(traders);
    Map<String, String> submitted =
        signatures(saga.each(claims, MintSubmitted.class, TIMEOUT), MintSubmitted::signature);
    Awaitility.await().atMost(TIMEOUT).until(() -> landed().containsAll(submitted.values()));
    // When
    chain.control("dropSlots", EVER);
    chain.control("finalityDelaySlots", 0);
    // Then
    confirmed(claims);
    assertPublished(traders, List.of(NftEvent.Claimed.class));
  }

  @Test
  void signsNothingAgainByTheWordOfANodeOnAFork() {
    // Given: what lands is not seen there
    chain.control("pauseSlots", true);
    List<String> claims = claimAll(Trader.create(TRADERS));
    Map<String, String> submitted =
        signatures(saga.each(claims, MintSubmitted.class, TIMEOUT), MintSubmitted::signature);
    chain.control("fork", true);
    Awaitility.await()
        .atMost(TIMEOUT)
        .until(
            () -> {
              chain.control("advanceSlots", 1);
              return landed().containsAll(submitted.values());
            });
    // When: its own blocks have passed the blockhashes' last ones
    chain.control("advanceSlots", PAST_EXPIRY);
    int looks = chain.calls("getSignatureStatuses");
    Awaitility.await().atMost(TIMEOUT).until(() -> chain.calls("getSignatureStatuses") > looks + 2);
    chain.control("fork", false);
    chain.control("pauseSlots", false);
    // Then
    assertThat(signatures(confirmed(claims), MintConfirmed::signature)).isEqualTo(submitted);
  }

  private Set<String> landed() {
    return chain.ledger().stream()
        .map(entry -> entry.path("signature").asText())
        .collect(Collectors.toSet());
  }

  private static long slot(List<LandedTransaction> ledger, Predicate<LandedTransaction> wanted) {
    return ledger.stream().filter(wanted).findFirst().orElseThrow().slot();
  }

  private static <T> Map<String, String> signatures(
      Map<String, T> replies, Function<T, String> signature) {
    return replies.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> signature.apply(entry.getValue())));
  }
}
