package io.aiw3.nft.feeds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.Topics;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * A row of the legacy table of trades as a record of the topic {@code trades}: key the wallet,
 * value the contract's JSON, both as strings.
 *
 * <p>The trade id is the row's own, or {@code legacy-<id>} as the backfill gives it, so that a
 * trade which both bring counts once. A deleted row tells nothing: volume goes back by a trade of
 * type {@code reversal} alone.
 */
public class TradeOfRow<R extends ConnectRecord<R>> extends RowTransformation<R> {
  private static final String LEGACY = "legacy-";

  private Column id = new Column("id.column", "id");
  private Column tradeId = new Column("trade-id.column", "trade_id", "tradeId");
  private Column wallet = new Column("wallet.column", "wallet_address", "walletAddress");
  private Column type = new Column("type.column", "trade_type", "tradeType");

  /** Never a column of another meaning: total_price is in the currency of the trade. */
  private Column price = new Column("price.column", "total_usd_price", "totalUsdPrice");

  private Column reverses = new Column("reverses.column", "reverses");
  private Column time =
      new Column("time.column", "executed_at", "executedAt", "createdAt", "created_at");

  @Override
  public ConfigDef config() {
    return options(List.of(id, tradeId, wallet, type, price, reverses, time));
  }

  @Override
  public void configure(Map<String, ?> configuration) {
    id = id.named(configuration);
    tradeId = tradeId.named(configuration);
    wallet = wallet.named(configuration);
    type = type.named(configuration);
    price = price.named(configuration);
    reverses = reverses.named(configuration);
    time = time.named(configuration);
  }

  @Override
  R recordOf(R source, ChangeEvent change) {
    return change.removed()
        ? null
        : text(source, Topics.TRADES, wallet.text(change.row()), body(change));
  }

  private String body(ChangeEvent change) {
    ObjectNode body = ContractJson.mapper().createObjectNode();
    body.put("tradeId", tradeId(change));
    body.put("walletAddress", wallet.text(change.row()));
    body.put("tradeType", type.text(change.row()));
    Object amount = price.number(change.row());
    if (amount instanceof BigDecimal exact) {
      body.put("totalUsdPrice", exact);
    } else if (amount != null) {
      body.put("totalUsdPrice", amount.toString());
    }
    String reversed = reverses.text(change.row());
    if (reversed != null && !reversed.isEmpty()) {
      body.put("reverses", reversed);
    }
    Instant executed = time.time(change.row());
    body.put(
        "executedAt",
        (executed == null ? Instant.ofEpochMilli(change.time()) : executed).toString());
    return body.toString();
  }

  private String tradeId(ChangeEvent change) {
    String own = tradeId.text(change.row());
    return own == null || own.isEmpty() ? LEGACY + id.text(change.row()) : own;
  }
}
