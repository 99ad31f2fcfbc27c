package io.aiw3.nft.minting.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.BadgeCommand.RecordMint;
import io.aiw3.nft.contract.BadgeDefinition;
import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.contract.BadgeState;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserRecord;
import io.aiw3.nft.testkit.contract.MessageFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The option of data model v1: awarded badges are minted, once each, and their address is
 * published.
 */
class BadgesOnChainIT extends OwnServiceTest {
  private static final int TRADERS = 10;

  /** The second one's name is longer than the chain takes, so that it has another one there. */
  private static final List<String> BADGES =
      List.of("contract_enlightener", "trading_group_enlightenment");

  private static final String SHORT_NAME = "Trading Group Enlightenment";

  @TempDir private Path folder;

  @BeforeEach
  void build() {
    service.with("aiw3.sender.lease", "2s");
  }

  @Test
  void eachAwardedBadgeIsMintedOnceThroughAnExpiryAndAKill() throws IOException {
    // Given
    switchOn();
    service.start();
    List<Trader> traders = Trader.create(TRADERS);
    Trader withoutWallet = Trader.create();
    traders.forEach(this::link);
    chain.nextSends("drop", EVER);
    // When: each award is published twice, and the badge changes later
    for (Trader trader : traders) {
      BADGES.forEach(badge -> award(trader, badge));
      BADGES.forEach(badge -> award(trader, badge));
      saga.send(new BadgeEvent.Bound(Instant.now(), data(trader, BADGES.get(0), BadgeState.BOUND)));
    }
    award(withoutWallet, BADGES.get(0));
    // When: what was signed first never lands, and of what lands then some goes unanswered
    Awaitility.await().atMost(TIMEOUT).until(() -> met("drop") >= BADGES.size() * TRADERS);
    chain.control("advanceSlots", PAST_EXPIRY);
    chain.nextSends("execute-then-timeout", 5);
    Awaitility.await().atMost(TIMEOUT).until(() -> met("execute-then-timeout") >= 3);
    service.kill();
    chain.noFaults();
    service.start();
    // Then
    Set<RecordMint> published = awaitPublished(BADGES.size() * TRADERS);
    assertThat(published)
        .as("its owner has no wallet yet")
        .noneMatch(mint -> of(mint, withoutWallet));
    // When
    link(withoutWallet);
    // Then
    published = awaitPublished(BADGES.size() * TRADERS + 1);
    assertThat(published).filteredOn(mint -> of(mint, withoutWallet)).hasSize(1);
    assertMinted(published, traders, BADGES);
    assertMinted(published, List.of(withoutWallet), BADGES.subList(0, 1));
    assertThat(saga.events()).as("a badge is no NFT of a tier").isEmpty();
    assertThat(service.kafka().readAll(Topics.SAGA_REPLIES)).isEmpty();
  }

  @Test
  void noneIsMintedUnlessItIsSwitchedOnAndThenThoseTheTopicStillHas() throws IOException {
    // Given: as configured by default
    service.start();
    List<Trader> traders = Trader.create(TRADERS);
    traders.forEach(this::link);
    traders.forEach(trader -> award(trader, BADGES.get(1)));
    // When
    List<String> claims = new ArrayList<>();
    for (Trader trader : traders) {
      MintNft claim = trader.claim();
      claims.add(claim.sagaId());
      saga.send(claim);
    }
    saga.each(claims, MintConfirmed.class, TIMEOUT);
    // Then
    assertThat(minted()).extracting(LandedTransaction.Minted::name).containsOnly("Tech Chicken");
    assertThat(service.kafka().readAll(Topics.BADGE_COMMANDS)).isEmpty();
    // When
    service.kill();
    switchOn();
    service.start();
    // Then
    assertMinted(awaitPublished(TRADERS), traders, BADGES.subList(1, 2));
    assertThat(minted()).hasSize(2 * TRADERS);
  }

  @Test
  void everyEventIsHandledOrADeadLetter() throws IOException {
    switchOn();
    service.start();

    assertThat(
            MessageFuzz.run(
                service.bootstrapServers(),
                Topics.BADGE_EVENTS,
                "minting-service." + Topics.BADGE_EVENTS,
                null))
        .isPositive();
  }

  /** Each of these badges of each of them, once, where the badge service was notified. */
  private void assertMinted(Set<RecordMint> published, List<Trader> traders, List<String> badges) {
    Map<String, LandedTransaction.Minted> minted =
        minted().stream().collect(Collectors.toMap(LandedTransaction.Minted::mint, nft -> nft));
    for (Trader trader : traders) {
      for (String badge : badges) {
        List<RecordMint> ofBadge =
            published.stream()
                .filter(mint -> mint.badgeIdentifier().equals(identifier(trader, badge)))
                .toList();
        assertThat(ofBadge).as("addresses of %s", identifier(trader, badge)).hasSize(1);
        LandedTransaction.Minted nft = minted.get(ofBadge.get(0).mintAddress());
        assertThat(nft.owner()).isEqualTo(trader.address());
        assertThat(nft.name()).isEqualTo(nameOnChain(badge));
        assertThat(nft.uri()).isEqualTo(uri(badge));
      }
      assertThat(minted.values())
          .filteredOn(nft -> nft.owner().equals(trader.address()) && nft.uri().startsWith("ipfs:"))
          .as("badges of one owner")
          .hasSameSizeAs(badges);
    }
  }

  private List<LandedTransaction.Minted> minted() {
    return chain.ledger().stream()
        .map(LandedTransaction::of)
        .flatMap(landed -> landed.minted().stream())
        .toList();
  }

  /** What was published, of which the relay may have sent some again after the kill. */
  private Set<RecordMint> awaitPublished(int count) {
    Set<RecordMint> published = new HashSet<>();
    Awaitility.await("record_mint")
        .atMost(TIMEOUT)
        .until(
            () -> {
              service.kafka().readAll(Topics.BADGE_COMMANDS).stream()
                  .map(message -> read(message.value()))
                  .forEach(published::add);
              return published.size() >= count;
            });
    assertThat(published).hasSize(count);
    return published;
  }

  private int met(String fault) {
    return chain.state().path("injected").path(fault).asInt();
  }

  private void link(Trader trader) {
    saga.send(new UserRecord(trader.user(), trader.address(), Instant.now()));
  }

  private void award(Trader trader, String badge) {
    saga.send(new BadgeEvent.Awarded(Instant.now(), data(trader, badge, BadgeState.OWNED)));
  }

  private static BadgeEvent.Data data(Trader trader, String badge, BadgeState state) {
    BadgeDefinition definition = BadgeCatalogue.standard().find(badge).orElseThrow();
    return new BadgeEvent.Data(
        trader.user(),
        badge,
        identifier(trader, badge),
        definition.name(),
        definition.type(),
        definition.level(),
        state,
        null);
  }

  private static boolean of(RecordMint mint, Trader trader) {
    return mint.userId().equals(trader.user());
  }

  private static String identifier(Trader trader, String badge) {
    return badge + ":" + trader.user();
  }

  private static String nameOnChain(String badge) {
    return badge.equals(BADGES.get(1))
        ? SHORT_NAME
        : BadgeCatalogue.standard().find(badge).orElseThrow().name();
  }

  private static String uri(String badge) {
    return "ipfs://bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy/" + badge + ".json";
  }

  private void switchOn() throws IOException {
    List<Map<String, String>> entries =
        BadgeCatalogue.standard().badges().stream()
            .map(BadgeDefinition::badge)
            .map(
                badge ->
                    badge.equals(BADGES.get(1))
                        ? Map.of("badge", badge, "uri", uri(badge), "name", SHORT_NAME)
                        : Map.of("badge", badge, "uri", uri(badge)))
            .toList();
    Path file = folder.resolve("badges.json");
    Files.writeString(file, ContractJson.mapper().writeValueAsString(Map.of("badges", entries)));
    service.with("aiw3.badges.on-chain", "true").with("aiw3.badges.definitions", file.toString());
  }

  private static RecordMint read(String json) {
    try {
      return ContractJson.mapper().readValue(json, RecordMint.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
