package io.aiw3.nft.qualification.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.TierCatalogue;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.impl.types.BulkType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseKeysTest {
  private static final TierCatalogue TIERS = TierCatalogue.standard();
  private static final BadgeCatalogue BADGES = BadgeCatalogue.standard();

  @Test
  void anotherReleaseOrCatalogueHasKeysOfItsOwn() throws IOException {
    ResponseKeys keys = new ResponseKeys("1.0.0", TIERS, BADGES);

    assertThat(keys.all(7))
        .isEqualTo(new ResponseKeys("1.0.0", TIERS, BADGES).all(7))
        .doesNotHaveDuplicates()
        .doesNotContainAnyElementsOf(keys.all(77))
        .doesNotContainAnyElementsOf(new ResponseKeys("1.0.1", TIERS, BADGES).all(7))
        .doesNotContainAnyElementsOf(new ResponseKeys("1.0.0", cheaper(), BADGES).all(7));
  }

  @Test
  void aResponseIsThatOfItsMark() {
    Response stored = text(ResponseKeys.stored("5:epoch", "{}"));

    assertThat(ResponseKeys.response(text("5:epoch"), stored)).isEqualTo("{}");
    assertThat(ResponseKeys.response(text("5:epoch-2"), stored)).isNull();
    assertThat(ResponseKeys.response(text("5:epo"), stored)).isNull();
    assertThat(ResponseKeys.response(null, stored)).isNull();
    assertThat(ResponseKeys.response(text("5:epoch"), null)).isNull();
  }

  private static TierCatalogue cheaper() throws IOException {
    String json = ContractJson.mapper().writeValueAsString(TIERS).replace("100000,", "99999,");
    return TierCatalogue.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static Response text(String value) {
    return Response.newInstance(BulkType.create(io.vertx.core.buffer.Buffer.buffer(value), false));
  }
}
