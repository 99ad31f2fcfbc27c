package io.aiw3.nft.kit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.TierCatalogue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CataloguesTest {
  private final TierCatalogue tiers = TierCatalogue.standard();

  @Test
  void oneCatalogueHasOneChecksumFromWhereverItIsRead() throws IOException {
    TierCatalogue read =
        TierCatalogue.read(
            new ByteArrayInputStream(ContractJson.mapper().writeValueAsBytes(tiers)));

    assertThat(Catalogues.checksum(read)).isEqualTo(Catalogues.checksum(tiers));
    assertThat(Catalogues.checksum(BadgeCatalogue.standard()))
        .isNotEqualTo(Catalogues.checksum(tiers));
  }

  @Test
  void anotherRequirementIsAnotherChecksum() throws IOException {
    String changed = ContractJson.mapper().writeValueAsString(tiers).replace("100000,", "100001,");

    assertThat(
            Catalogues.checksum(TierCatalogue.read(new ByteArrayInputStream(changed.getBytes()))))
        .isNotEqualTo(Catalogues.checksum(tiers));
  }
}
