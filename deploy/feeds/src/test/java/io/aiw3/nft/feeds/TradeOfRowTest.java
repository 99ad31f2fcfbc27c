package io.aiw3.nft.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.ContractJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Which price a row's trade has. */
class TradeOfRowTest {
  private static final int SCALE = 10;

  @Test
  void thePriceIsInUsdOrMissing() throws IOException {
    assertThat(body(Map.of(), "total_usd_price").get("totalUsdPrice").decimalValue())
        .isEqualByComparingTo("12.5");
    assertThat(body(Map.of(), "total_price").has("totalUsdPrice")).isFalse();
  }

  @Test
  void anotherColumnIsReadWhereItIsNamed() throws IOException {
    assertThat(
            body(Map.of("price.column", "total_price"), "total_price")
                .get("totalUsdPrice")
                .decimalValue())
        .isEqualByComparingTo("12.5");
  }

  private static JsonNode body(Map<String, String> options, String priceColumn) throws IOException {
    Schema row =
        SchemaBuilder.struct()
            .field("id", Schema.INT32_SCHEMA)
            .field("wallet_address", Schema.STRING_SCHEMA)
            .field("trade_type", Schema.STRING_SCHEMA)
            .field(priceColumn, Decimal.schema(SCALE))
            .optional()
            .build();
    Schema source = SchemaBuilder.struct().field("ts_ms", Schema.INT64_SCHEMA).build();
    Schema change =
        SchemaBuilder.struct()
            .field("op", Schema.STRING_SCHEMA)
            .field("after", row)
            .field("source", source)
            .build();
    Struct value =
        new Struct(change)
            .put("op", "c")
            .put("source", new Struct(source).put("ts_ms", 0L))
            .put(
                "after",
                new Struct(row)
                    .put("id", 1)
                    .put("wallet_address", "wallet")
                    .put("trade_type", "spot")
                    .put(priceColumn, new BigDecimal("12.5").setScale(SCALE)));
    try (TradeOfRow<SourceRecord> transformation = new TradeOfRow<>()) {
      transformation.configure(options);
      SourceRecord made =
          transformation.apply(new SourceRecord(Map.of(), Map.of(), "legacy", change, value));
      return ContractJson.mapper().readTree(made.value().toString());
    }
  }
}
