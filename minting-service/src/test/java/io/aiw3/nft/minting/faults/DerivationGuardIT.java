package io.aiw3.nft.minting.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.contract.SagaReply.MintDelayed;
import io.aiw3.nft.contract.SagaReply.MintSubmitted;
import io.aiw3.nft.infrastructure.ChildFailedException;
import io.aiw3.nft.minting.chain.MintKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The secret that mint addresses derive from is replaced: without a new version the start is
 * refused; with one, each request keeps the address that it has.
 */
class DerivationGuardIT extends OwnServiceTest {
  private static final int TRADERS = 12;
  private static final String FILE = "aiw3.solana.derivation-secret-file";
  private static final String VERSION = "aiw3.solana.derivation-version";
  private static final String FIRST_FILE = "aiw3.solana.earlier-derivation-secret-files.1";
  private static final byte[] FIRST = secret();
  private static final byte[] SECOND = secret();

  @TempDir private Path folder;

  @BeforeEach
  void startWithTheFirstSecret() throws IOException {
    service.with("aiw3.sender.lease", "2s").with(FILE, file("first", FIRST)).start();
  }

  @Test
  void anotherSecretUnderTheSameVersionStopsTheStart() throws IOException {
    // Given: requests that are minted, and some whose mints are signed and not landed
    List<String> minted = claimAll();
    saga.each(minted, MintConfirmed.class, LIMIT);
    chain.nextSends("hold", EVER);
    List<String> open = claimAll();
    Map<String, MintSubmitted> submitted = saga.each(open, MintSubmitted.class, LIMIT);
    service.kill();
    // When
    service.with(FILE, file("second", SECOND));
    assertThatThrownBy(service::start).isInstanceOf(ChildFailedException.class);
    // Then
    assertThat(service.output())
        .contains("The derivation secret of version 1 is not the one that version 1 was used with")
        .doesNotContain(HexFormat.of().formatHex(FIRST))
        .doesNotContain(HexFormat.of().formatHex(SECOND));
    assertThat(landedMints()).as("nothing was sent").hasSize(TRADERS);
    // When: the right secret is back
    chain.noFaults();
    service.with(FILE, file("first", FIRST)).start();
    Map<String, MintConfirmed> confirmed = saga.each(open, MintConfirmed.class, LIMIT);
    chain.control("releaseHeld", true);
    // Then
    open.forEach(
        sagaId ->
            assertThat(confirmed.get(sagaId).mintAddress())
                .isEqualTo(submitted.get(sagaId).mintAddress()));
    assertThat(landedMints()).hasSize(2 * TRADERS);
  }

  @Test
  void mintsInFlightKeepTheirVersionAndNewOnesGetTheNewOne() throws IOException {
    // Given: signed under the first version, and the node has dropped them
    chain.nextSends("drop", EVER);
    List<String> open = claimAll();
    saga.each(open, MintSubmitted.class, LIMIT);
    service.kill();
    // When: the signatures expire after the rotation, so that each is signed anew
    service
        .with(FILE, file("second", SECOND))
        .with(VERSION, "2")
        .with(FIRST_FILE, file("first", FIRST))
        .start();
    chain.control("advanceSlots", PAST_EXPIRY);
    Map<String, MintDelayed> delayed = saga.each(open, MintDelayed.class, LIMIT);
    chain.noFaults();
    List<String> later = claimAll();
    // Then
    assertThat(delayed.values()).extracting(MintDelayed::reason).containsOnly("MINT_EXPIRED");
    assertThat(addresses(saga.each(open, MintConfirmed.class, LIMIT))).isEqualTo(derived(open, 1));
    assertThat(addresses(saga.each(later, MintConfirmed.class, LIMIT)))
        .isEqualTo(derived(later, 2));
    assertThat(landedMints()).hasSize(2 * TRADERS);
  }

  @Test
  void withoutItsSecretARequestWaitsAndGetsNoOtherAddress() throws IOException {
    // Given
    chain.nextSends("drop", EVER);
    List<String> open = claimAll();
    saga.each(open, MintSubmitted.class, LIMIT);
    service.kill();
    // When: rotated, and the earlier secret forgotten
    service.with(FILE, file("second", SECOND)).with(VERSION, "2").start();
    chain.control("advanceSlots", PAST_EXPIRY);
    Awaitility.await().atMost(LIMIT).until(() -> waitForTheirSecret(open).containsAll(open));
    chain.noFaults();
    List<String> later = claimAll();
    saga.each(later, MintConfirmed.class, LIMIT);
    // Then
    assertThat(landedMints()).isEqualTo(new HashSet<>(derived(later, 2).values()));
    // When
    service.kill();
    service.with(FIRST_FILE, file("first", FIRST)).start();
    // Then
    assertThat(addresses(saga.each(open, MintConfirmed.class, LIMIT))).isEqualTo(derived(open, 1));
    assertThat(landedMints()).hasSize(2 * TRADERS);
  }

  private Set<String> waitForTheirSecret(List<String> sagas) {
    return saga.allReplies(sagas).stream()
        .filter(
            reply ->
                reply instanceof MintDelayed delayed
                    && delayed.reason().equals("DERIVATION_SECRET_MISSING"))
        .map(SagaReply::sagaId)
        .collect(Collectors.toSet());
  }

  private List<String> claimAll() {
    List<MintNft> claims = Trader.create(TRADERS).stream().map(Trader::claim).toList();
    claims.forEach(saga::send);
    return claims.stream().map(MintNft::sagaId).toList();
  }

  private static Map<String, String> addresses(Map<String, MintConfirmed> confirmed) {
    return confirmed.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().mintAddress()));
  }

  private static Map<String, String> derived(List<String> sagas, int version) {
    MintKeys keys = new MintKeys(Map.of(1, FIRST, 2, SECOND), 2);
    return sagas.stream()
        .collect(
            Collectors.toMap(id -> id, id -> keys.derive(version, id, 0).address().toBase58()));
  }

  private Set<String> landedMints() {
    return chain.ledger().stream()
        .map(LandedTransaction::of)
        .flatMap(landed -> landed.minted().stream())
        .map(LandedTransaction.Minted::mint)
        .collect(Collectors.toSet());
  }

  private String file(String name, byte[] secret) throws IOException {
    return Files.writeString(folder.resolve(name + ".hex"), HexFormat.of().formatHex(secret))
        .toString();
  }

  private static byte[] secret() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return secret;
  }
}
