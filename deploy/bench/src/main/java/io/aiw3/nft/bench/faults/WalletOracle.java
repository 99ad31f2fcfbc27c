package io.aiw3.nft.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** O8 and O11: the lamports of the system wallet, in lamports throughout. */
record WalletOracle(Chain chain, String wallet) {
  private static final long METAPLEX_FEE = 10_000_000;
  private static final int TOKEN_ACCOUNT_BYTES = 165;

  /** Of mint, token account, metadata and edition. */
  private static final int[] ACCOUNT_BYTES = {82, TOKEN_ACCOUNT_BYTES, 607, 20};

  /** What the attempts that landed should have cost. */
  String balance(List<JsonNode> landed, Map<String, Attempt> attempts, long before)
      throws IOException, InterruptedException {
    long mintCost = mintCost();
    long tokenAccountRent = chain.rent(TOKEN_ACCOUNT_BYTES);
    long expected = before;
    for (JsonNode transaction : landed) {
      expected -= transaction.at("/meta/fee").asLong();
      if (transaction.get("err").isNull()) {
        Attempt attempt = attempts.get(transaction.get("signature").asText());
        expected +=
            attempt.kind().equals("mint")
                ? -mintCost
                : returned(attempt, transaction, tokenAccountRent);
      }
    }
    long balance = chain.balance(wallet);
    return balance == expected ? "" : "%d lamports instead of %d".formatted(balance, expected);
  }

  /**
   * By the chain alone: each landed mint costs what one may cost, the rest are fees and the rent
   * that burns return.
   */
  String spent(List<JsonNode> ours, long before) throws IOException, InterruptedException {
    long mintCost = mintCost();
    long left = 0;
    StringBuilder breach = new StringBuilder();
    for (JsonNode transaction : ours) {
      long cost =
          transaction.at("/meta/preBalances/0").asLong()
              - transaction.at("/meta/postBalances/0").asLong();
      long fee = transaction.at("/meta/fee").asLong();
      left += cost;
      if (cost - fee > mintCost) {
        breach.append(transaction.get("signature").asText()).append(" cost ").append(cost);
      }
    }
    long balance = chain.balance(wallet);
    return before - left == balance
        ? breach.toString()
        : breach
            + " %d lamports left by our transactions, %d in all".formatted(left, before - balance);
  }

  private long mintCost() throws IOException, InterruptedException {
    long cost = METAPLEX_FEE;
    for (int bytes : ACCOUNT_BYTES) {
      cost += chain.rent(bytes);
    }
    return cost;
  }

  /** The rent of the account that a burn closes; an adversary's may be of an account that stays. */
  private static long returned(Attempt burn, JsonNode landed, long tokenAccountRent) {
    long change =
        landed.at("/meta/postBalances/0").asLong()
            + landed.at("/meta/fee").asLong()
            - landed.at("/meta/preBalances/0").asLong();
    return !burn.isHonest() && change == 0 ? 0 : tokenAccountRent;
  }
}
