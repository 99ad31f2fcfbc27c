package io.aiw3.nft.minting.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.contract.SagaReply.MintDelayed;
import io.aiw3.nft.contract.SagaReply.MintSubmitted;
import io.aiw3.nft.infrastructure.ChildFailedException;
import io.aiw3.nft.minting.ChainProbe;
import io.aiw3.nft.minting.SagaProbe;
import io.aiw3.nft.minting.signing.MintKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The secret that mint addresses derive from is replaced: without a new version the start is
 * refused; with one, each request keeps the address that it has. Each test begins and ends with a
 * running service that has the secret of every version so far.
 */
class DerivationGuardIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int TRADERS = 12;
  private static final int EVER = 1_000_000;
  private static final int PAST_EXPIRY = 200;
  private static final String FILE = "aiw3.solana.derivation-secret-file";
  private static final String VERSION = "aiw3.solana.derivation-version";
  private static final String EARLIER = "aiw3.solana.earlier-derivation-secret-files.";

  /** By version. */
  private static final Map<Integer, byte[]> SECRETS = new HashMap<>();

  /** What each saga's mint derives from, by saga. */
  private static final Map<String, String> ENTITLEMENTS = new HashMap<>();

  @TempDir private static Path folder;
  private static OwnService service;
  private static ChainProbe chain;
  private static SagaProbe saga;

  @BeforeAll
  static void startWithTheFirstSecret() throws IOException {
    service = new OwnService().with("aiw3.sender.lease", "2s");
    chain = service.chain();
    saga = service.saga();
    rotate();
    service.start();
  }

  @AfterEach
  void oraclesHold() {
    chain.noFaults();
    service.oracle().holds();
  }

  @AfterAll
  static void stop() {
    if (service != null) {
      service.close();
    }
  }

  @Test
  void anotherSecretUnderTheSameVersionStopsTheStart() throws IOException {
    // Given: requests that are minted, and some whose mints are signed and not landed
    int landed = landedMints().size();
    List<String> minted = claimAll();
    saga.each(minted, MintConfirmed.class, TIMEOUT);
    chain.nextSends("hold", EVER);
    List<String> open = claimAll();
    Map<String, MintSubmitted> submitted = saga.each(open, MintSubmitted.class, TIMEOUT);
    service.kill();
    // When
    byte[] another = secret();
    service.with(FILE, file("another", another));
    assertThatThrownBy(service::start).isInstanceOf(ChildFailedException.class);
    // Then
    assertThat(service.output())
        .contains(
            "The derivation secret of version %1$d is not the one that version %1$d was used with"
                .formatted(version()))
        .doesNotContain(HexFormat.of().formatHex(SECRETS.get(version())))
        .doesNotContain(HexFormat.of().formatHex(another));
    assertThat(landedMints()).as("nothing was sent").hasSize(landed + TRADERS);
    // When: the right secret is back
    chain.noFaults();
    service.with(FILE, file(version())).start();
    Map<String, MintConfirmed> confirmed = saga.each(open, MintConfirmed.class, TIMEOUT);
    chain.control("releaseHeld", true);
    // Then
    open.forEach(
        sagaId ->
            assertThat(confirmed.get(sagaId).mintAddress())
                .isEqualTo(submitted.get(sagaId).mintAddress()));
    assertThat(landedMints()).hasSize(landed + 2 * TRADERS);
  }

  @Test
  void mintsInFlightKeepTheirVersionAndNewOnesGetTheNewOne() throws IOException {
    // Given: signed under one version, and the node has dropped them
    int earlier = version();
    int landed = landedMints().size();
    chain.nextSends("drop", EVER);
    List<String> open = claimAll();
    saga.each(open, MintSubmitted.class, TIMEOUT);
    service.kill();
    // When: the signatures expire after the rotation, so that each is signed again
    rotate();
    service.start();
    chain.control("advanceSlots", PAST_EXPIRY);
    Map<String, MintDelayed> delayed = saga.each(open, MintDelayed.class, TIMEOUT);
    chain.noFaults();
    List<String> later = claimAll();
    // Then
    assertThat(delayed.values()).extracting(MintDelayed::reason).containsOnly("MINT_EXPIRED");
    assertThat(addresses(saga.each(open, MintConfirmed.class, TIMEOUT)))
        .isEqualTo(derived(open, earlier));
    assertThat(addresses(saga.each(later, MintConfirmed.class, TIMEOUT)))
        .isEqualTo(derived(later, earlier + 1));
    assertThat(landedMints()).hasSize(landed + 2 * TRADERS);
  }

  @Test
  void withoutItsSecretARequestWaitsAndGetsNoOtherAddress() throws IOException {
    // Given
    int earlier = version();
    Set<String> landed = new HashSet<>(landedMints());
    chain.nextSends("drop", EVER);
    List<String> open = claimAll();
    saga.each(open, MintSubmitted.class, TIMEOUT);
    service.kill();
    // When: rotated, and the earlier secret forgotten
    rotate();
    service.without(EARLIER + earlier).start();
    chain.control("advanceSlots", PAST_EXPIRY);
    Awaitility.await().atMost(TIMEOUT).until(() -> waitForTheirSecret(open).containsAll(open));
    chain.noFaults();
    List<String> later = claimAll();
    saga.each(later, MintConfirmed.class, TIMEOUT);
    // Then
    landed.addAll(derived(later, earlier + 1).values());
    assertThat(landedMints()).isEqualTo(landed);
    // When
    service.kill();
    service.with(EARLIER + earlier, file(earlier)).start();
    // Then
    assertThat(addresses(saga.each(open, MintConfirmed.class, TIMEOUT)))
        .isEqualTo(derived(open, earlier));
    assertThat(landedMints()).hasSize(landed.size() + TRADERS);
  }

  private static int version() {
    return SECRETS.size();
  }

  /** From the next start on a new secret is used, and the ones before it are still known. */
  private static void rotate() throws IOException {
    int before = version();
    if (before > 0) {
      service.with(EARLIER + before, file(before));
    }
    SECRETS.put(before + 1, secret());
    service.with(FILE, file(before + 1)).with(VERSION, Integer.toString(before + 1));
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
    claims.forEach(claim -> ENTITLEMENTS.put(claim.sagaId(), "tier:" + claim.userId() + ":1"));
    claims.forEach(saga::send);
    return claims.stream().map(MintNft::sagaId).toList();
  }

  private static Map<String, String> addresses(Map<String, MintConfirmed> confirmed) {
    return confirmed.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().mintAddress()));
  }

  private static Map<String, String> derived(List<String> sagas, int version) {
    MintKeys keys = new MintKeys(SECRETS, version());
    return sagas.stream()
        .collect(
            Collectors.toMap(
                id -> id,
                id -> keys.derive(version, ENTITLEMENTS.get(id), 0).address().toBase58()));
  }

  private Set<String> landedMints() {
    return chain.ledger().stream()
        .map(LandedTransaction::of)
        .flatMap(landed -> landed.minted().stream())
        .map(LandedTransaction.Minted::mint)
        .collect(Collectors.toSet());
  }

  private static String file(int version) throws IOException {
    return file("secret-" + version, SECRETS.get(version));
  }

  private static String file(String name, byte[] secret) throws IOException {
    return Files.writeString(folder.resolve(name + ".hex"), HexFormat.of().formatHex(secret))
        .toString();
  }

  private static byte[] secret() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return secret;
  }
}
