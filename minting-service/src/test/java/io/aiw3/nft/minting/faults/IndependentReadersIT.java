package io.aiw3.nft.minting.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.minting.LocalNetwork;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Metaplex's and Solana's own JavaScript clients read what the service has minted. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "minting"))
@QuarkusTestResource(LocalNetwork.class)
@QuarkusTestResource(TestTokens.class)
class IndependentReadersIT extends FaultTest {
  @Test
  void readANonFungibleWithItsMasterEdition() throws Exception {
    // Given
    Holder holder = holder();
    String wallet = System.getProperty(LocalNetwork.WALLET);
    // When
    JsonNode seen = read(holder);
    // Then
    JsonNode umi = seen.path("umi");
    assertThat(umi.path("name").asText()).isEqualTo("Tech Chicken");
    assertThat(umi.path("symbol").asText()).isEqualTo("AIW3E");
    assertThat(umi.path("uri").asText()).contains("/ipfs/");
    assertThat(umi.path("sellerFeeBasisPoints").asInt(-1)).isZero();
    assertThat(umi.path("isMutable").asBoolean(true)).isFalse();
    assertThat(umi.path("updateAuthority").asText()).isEqualTo(wallet);
    assertThat(umi.path("tokenStandard").asInt(-1)).isZero();
    assertThat(umi.path("creators").toString())
        .isEqualTo("[{\"address\":\"%s\",\"verified\":true,\"share\":100}]".formatted(wallet));
    assertThat(umi.path("edition").path("isOriginal").asBoolean()).isTrue();
    assertThat(umi.path("edition").path("maxSupply").asText()).isEqualTo("0");
    JsonNode token = seen.path("splToken");
    String edition = umi.path("edition").path("address").asText();
    assertThat(token.path("supply").asText()).isEqualTo("1");
    assertThat(token.path("decimals").asInt(-1)).isZero();
    assertThat(token.path("mintAuthority").asText()).isEqualTo(edition);
    assertThat(token.path("freezeAuthority").asText()).isEqualTo(edition);
    assertThat(token.path("amount").asText()).isEqualTo("1");
    assertThat(token.path("owner").asText()).isEqualTo(holder.trader().address());
    assertThat(token.path("isFrozen").asBoolean(true)).isFalse();
  }

  private static JsonNode read(Holder holder) throws Exception {
    Path local = Path.of(System.getProperty("test.local.dir", "../deploy/local")).toAbsolutePath();
    Process reader =
        new ProcessBuilder(
                "node",
                "test-support/read-nft.js",
                System.getProperty(LocalNetwork.CHAIN),
                holder.mint(),
                holder.trader().address())
            .directory(local.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] output = reader.getInputStream().readAllBytes();
    assertThat(reader.waitFor()).as("exit code of the reader").isZero();
    return new ObjectMapper().readTree(output);
  }
}
