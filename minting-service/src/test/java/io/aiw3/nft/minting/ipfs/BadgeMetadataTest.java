package io.aiw3.nft.minting.ipfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.BadgeDefinition;
import io.aiw3.nft.contract.BadgeType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BadgeMetadataTest {
  @Test
  void theCatalogueNamesTheMetadataOfEachOfItsBadges() {
    for (BadgeDefinition badge : BadgeCatalogue.standard().badges()) {
      BadgeMetadata metadata = BadgeMetadata.of(badge);
      assertThat(metadata.image()).as(badge.badge()).isNotNull().isEqualTo(badge.imageUri());
      assertThat(metadata.isNamedBy(badge))
          .as("%s: write ipfs://%s", badge.badge(), metadata.cid())
          .isTrue();
    }
  }

  @Test
  void whatAnOperatorsCatalogueNamesItselfIsNotOurs() {
    BadgeDefinition badge =
        new BadgeDefinition("gala", "Gala", BadgeType.EVENT_BADGE, null, null, 0);

    BadgeMetadata metadata = BadgeMetadata.of(badge);

    assertThat(metadata.isNamedBy(badge)).isFalse();
    assertThat(new String(metadata.toBytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"name\":\"Gala\",\"description\":\"Gala\",\"attributes\":[{\"trait_type\":\"Badge\","
                + "\"value\":\"gala\"},{\"trait_type\":\"Type\",\"value\":\"event_badge\"}]}");
  }
}
