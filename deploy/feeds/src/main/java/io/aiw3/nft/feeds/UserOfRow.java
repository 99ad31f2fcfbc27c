package io.aiw3.nft.feeds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * A row of the legacy table of users as a record of the topic {@code users}: key the user's id,
 * value the contract's JSON, both as strings; a deleted row as a tombstone.
 *
 * <p>{@code updatedAt} is when the database made the change, not a column: a column may be in any
 * time zone, and may be forgotten by an update.
 */
public class UserOfRow<R extends ConnectRecord<R>> extends RowTransformation<R> {
  private Column id = new Column("id.column", "id");
  private Column wallet = new Column("wallet.column", "wallet_address", "walletAddress");

  @Override
  public ConfigDef config() {
    return options(List.of(id, wallet));
  }

  @Override
  public void configure(Map<String, ?> configuration) {
    id = id.named(configuration);
    wallet = wallet.named(configuration);
  }

  @Override
  R recordOf(R source, ChangeEvent change) {
    return text(
        source, Topics.USERS, id.text(change.row()), change.removed() ? null : body(change));
  }

  private String body(ChangeEvent change) {
    ObjectNode body = ContractJson.mapper().createObjectNode();
    body.put("userId", id.text(change.row()));
    String address = wallet.text(change.row());
    if (address != null && !address.isBlank()) {
      body.put("walletAddress", address);
    }
    body.put("updatedAt", Instant.ofEpochMilli(change.time()).toString());
    return body.toString();
  }
}
