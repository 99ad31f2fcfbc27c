package io.aiw3.nft.minting.ipfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NftMetadataTest {
  @Test
  void hasTheShapeOfDataModelV2() {
    // Given
    NftMetadata metadata =
        NftMetadata.of(
            3,
            "On-chain Hunter",
            "AIW3E",
            "Represents Level 3 equity and status within the AIW3 ecosystem.",
            "https://gateway.pinata.cloud/ipfs/QmImageHashExample123",
            "https://aiw3.io",
            "AIW3_SYSTEM_WALLET_PUBLIC_KEY");
    // Then
    assertThat(new String(metadata.toBytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"name":"On-chain Hunter","symbol":"AIW3E",\
            "description":"Represents Level 3 equity and status within the AIW3 ecosystem.",\
            "image":"https://gateway.pinata.cloud/ipfs/QmImageHashExample123",\
            "external_url":"https://aiw3.io",\
            "attributes":[{"trait_type":"Level","value":"3","display_type":"number"},\
            {"trait_type":"Name","value":"On-chain Hunter","display_type":"string"}],\
            "properties":{"files":[{"uri":"https://gateway.pinata.cloud/ipfs/QmImageHashExample123",\
            "type":"image/png"}],\
            "creators":[{"address":"AIW3_SYSTEM_WALLET_PUBLIC_KEY","share":100}]}}\
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "https://gateway.pinata.cloud, https://gateway.pinata.cloud/ipfs/",
    "https://gateway.pinata.cloud/, https://gateway.pinata.cloud/ipfs/",
    "http://127.0.0.1:5001/ipfs, http://127.0.0.1:5001/ipfs/",
    "http://127.0.0.1:5001/ipfs/, http://127.0.0.1:5001/ipfs/"
  })
  void gatewayMayBeGivenInSeveralWays(String configured, String prefix) {
    assertThat(Gateway.prefix(configured)).isEqualTo(prefix);
  }
}
