package io.aiw3.nft.minting.awards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.BadgeDefinition;
import io.aiw3.nft.contract.BadgeType;
import io.aiw3.nft.minting.awards.BadgeNfts.Entry;
import io.aiw3.nft.minting.awards.BadgeNfts.File;
import io.aiw3.nft.solana.NftData;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadgeNftsTest {
  private static final String CID = "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy";
  private static final String URI = "ipfs://" + CID;
  private static final BadgeCatalogue CATALOGUE =
      new BadgeCatalogue(List.of(badge("newcomer", "Newcomer"), badge("long", "ä".repeat(17))));

  private static BadgeDefinition badge(String badge, String name) {
    return new BadgeDefinition(badge, name, BadgeType.EVENT_BADGE, null, null, 0);
  }

  private static void check(Entry... entries) {
    BadgeNfts.check(new File(List.of(entries)), "AIW3E", CATALOGUE);
  }

  @Test
  void nameIsTheCataloguesUnlessAnotherIsGiven() {
    assertThat(
            BadgeNfts.check(
                new File(
                    List.of(new Entry("newcomer", null, URI), new Entry("long", "Short", URI))),
                "AIW3E",
                CATALOGUE))
        .containsEntry("newcomer", new NftData("Newcomer", "AIW3E", URI))
        .containsEntry("long", new NftData("Short", "AIW3E", URI));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ipfs://" + CID,
        "ipfs://" + CID + "/newcomer.json",
        "https://gateway.pinata.cloud/ipfs/" + CID
      })
  void metadataLiesOnIpfs(String uri) {
    check(new Entry("newcomer", null, uri), new Entry("long", "Short", uri));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ipfs://", "https://aiw3.io/newcomer.json", "file:///ipfs/" + CID})
  void metadataElsewhereStopsTheStart(String uri) {
    assertThatThrownBy(() -> check(new Entry("newcomer", null, uri), new Entry("long", "a", URI)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "aiw3.badges.definitions: newcomer:"
                + " uri must be ipfs://<CID> or <gateway>/ipfs/<CID>");
  }

  @Test
  void limitsAreInBytesAndEveryFaultIsReported() {
    assertThatThrownBy(
            () ->
                check(
                    new Entry("long", null, URI),
                    new Entry("unheard_of", null, URI),
                    new Entry("long", "Short", URI + "/" + "a".repeat(200))))
        .hasMessage(
            """
            aiw3.badges.definitions: long: An NFT's name needs 1 to 32 bytes of UTF-8, not 34
            aiw3.badges.definitions: unheard_of: is not in the badge catalogue
            aiw3.badges.definitions: long: An NFT's uri needs 1 to 200 bytes of UTF-8, not 267
            aiw3.badges.definitions: newcomer: is in the badge catalogue and not here\
            """);
  }

  @Test
  void aBadgeIsListedOnce() {
    assertThatThrownBy(
            () ->
                check(
                    new Entry("newcomer", null, URI),
                    new Entry("long", "a", URI),
                    new Entry("newcomer", null, URI)))
        .hasMessage("aiw3.badges.definitions: newcomer: listed twice");
  }
}
