package io.aiw3.nft.bench.flink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;

/** Reads a message of the topic {@code trades}, without a tree in between. */
final class TradeDecoder extends AbstractDeserializationSchema<Trade> {
  private static final long serialVersionUID = 1L;
  private static final JsonFactory JSON = new JsonFactory();

  TradeDecoder() {
    super(Trade.class);
  }

  @Override
  public Trade deserialize(byte[] message) throws IOException {
    Trade trade = new Trade();
    try (JsonParser parser = JSON.createParser(message)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no object");
      }
      String field = parser.nextFieldName();
      while (field != null) {
        parser.nextToken();
        switch (field) {
          case "tradeId" -> trade.id = parser.getText();
          case "walletAddress" -> trade.wallet = parser.getText();
          case "tradeType" -> trade.type = parser.getText();
          case "totalUsdPrice" -> trade.price = parser.getDecimalValue();
          case "executedAt" -> trade.executedAt = Instant.parse(parser.getText()).toEpochMilli();
          default -> parser.skipChildren();
        }
        field = parser.nextFieldName();
      }
    }
    return trade;
  }
}
