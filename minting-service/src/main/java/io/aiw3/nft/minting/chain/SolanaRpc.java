package io.aiw3.nft.minting.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiw3.nft.minting.domain.Commitment;
import io.aiw3.nft.minting.domain.SendFailure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.p2p.solanaj.core.PublicKey;

/** The calls of Solana's JSON-RPC that the service needs; failures are {@link RpcException}s. */
@ApplicationScoped
public class SolanaRpc {
  /** Signatures or accounts that one call takes. */
  public static final int MOST_STATUSES = 256;

  public static final int MOST_ACCOUNTS = 100;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final RpcPool pool;

  SolanaRpc(RpcPool pool) {
    this.pool = pool;
  }

  /** Several calls to one node, see {@link RpcPool#onOneNode}. */
  public <T> Uni<T> onOneNode(Function<Calls, Uni<T>> work) {
    return pool.onOneNode(node -> work.apply(new Calls(node)));
  }

  /** Single calls, each to the best node. */
  public Calls calls() {
    return new Calls(pool::call);
  }

  /** A blockhash and the last block that can hold a transaction with it. */
  public record Blockhash(String blockhash, long lastValidBlockHeight) {}

  /**
   * What the cluster says of a signature.
   *
   * @param error empty if it was executed without one
   */
  public record Status(Commitment commitment, String error) {}

  /** An account's owner and bytes; the bytes are not copied and not to be written to. */
  @SuppressWarnings("ArrayRecordComponent")
  public record ChainAccount(PublicKey owner, long lamports, byte[] data) {}

  /** A transaction that touched an address. */
  public record Mention(String signature, boolean failed, Commitment commitment) {}

  /** The calls, against whatever the given node stands for. */
  public static final class Calls {
    private final RpcPool.Node node;

    Calls(RpcPool.Node node) {
      this.node = node;
    }

    public Uni<Blockhash> latestBlockhash() {
      return node.call("getLatestBlockhash", parameters(config(Commitment.CONFIRMED)))
          .map(result -> result.path("value"))
          .map(
              v ->
                  new Blockhash(
                      required(v, "blockhash").asText(),
                      required(v, "lastValidBlockHeight").asLong()));
    }

    public Uni<Long> blockHeight(Commitment commitment) {
      return node.call("getBlockHeight", parameters(config(commitment))).map(JsonNode::asLong);
    }

    public Uni<Long> balance(PublicKey address) {
      return node.call(
              "getBalance",
              parameters(NODES.textNode(address.toBase58()), config(Commitment.CONFIRMED)))
          .map(result -> required(result, "value").asLong());
    }

    /**
     * @param signatures at most {@link #MOST_STATUSES}
     * @param history search what the node's recent cache has lost, too
     * @return in the same order
     */
    public Uni<List<Optional<Status>>> statuses(List<String> signatures, boolean history) {
      ArrayNode list = NODES.arrayNode();
      signatures.forEach(list::add);
      ObjectNode options = NODES.objectNode().put("searchTransactionHistory", history);
      return node.call("getSignatureStatuses", parameters(list, options))
          .map(result -> list(required(result, "value"), Calls::status));
    }

    private static Optional<Status> status(JsonNode value) {
      if (value.isNull()) {
        return Optional.empty();
      }
      String commitment = value.path("confirmationStatus").asText("processed");
      return Optional.of(
          new Status(Commitment.of(commitment), RpcEndpoint.describe(value.path("err"))));
    }

    /**
     * @param addresses at most {@link #MOST_ACCOUNTS}
     * @return in the same order
     */
    public Uni<List<Optional<ChainAccount>>> accounts(
        List<PublicKey> addresses, Commitment commitment) {
      ArrayNode list = NODES.arrayNode();
      addresses.forEach(address -> list.add(address.toBase58()));
      ObjectNode options = config(commitment).put("encoding", "base64");
      return node.call("getMultipleAccounts", parameters(list, options))
          .map(result -> list(required(result, "value"), Calls::account));
    }

    private static Optional<ChainAccount> account(JsonNode value) {
      return value.isNull()
          ? Optional.empty()
          : Optional.of(
              new ChainAccount(
                  Addresses.require(value.path("owner").asText()),
                  value.path("lamports").asLong(),
                  Base64.getDecoder().decode(value.path("data").path(0).asText())));
    }

    /** The token accounts of {@code owner} for {@code mint}, with their addresses. */
    public Uni<List<Holding>> holdings(PublicKey owner, PublicKey mint, Commitment commitment) {
      return node.call(
              "getTokenAccountsByOwner",
              parameters(
                  NODES.textNode(owner.toBase58()),
                  NODES.objectNode().put("mint", mint.toBase58()),
                  config(commitment).put("encoding", "base64")))
          .map(
              result ->
                  list(
                      required(result, "value"),
                      v ->
                          new Holding(
                              Addresses.require(v.path("pubkey").asText()),
                              TokenAccounts.amount(account(v.path("account")).orElseThrow()))));
    }

    /** The token account that holds the most of a mint: of an NFT, the one that holds it. */
    public Uni<Optional<Holding>> largestHolding(PublicKey mint, Commitment commitment) {
      return node.call(
              "getTokenLargestAccounts",
              parameters(NODES.textNode(mint.toBase58()), config(commitment)))
          .map(
              result ->
                  list(
                          required(result, "value"),
                          v ->
                              new Holding(
                                  Addresses.require(v.path("address").asText()),
                                  v.path("amount").asLong()))
                      .stream()
                      .filter(holding -> holding.amount() > 0)
                      .findFirst());
    }

    /** Transactions that mention the address, newest first. */
    public Uni<List<Mention>> mentions(PublicKey address, int limit, Commitment commitment) {
      return node.call(
              "getSignaturesForAddress",
              parameters(
                  NODES.textNode(address.toBase58()), config(commitment).put("limit", limit)))
          .map(
              result ->
                  list(
                      result,
                      v ->
                          new Mention(
                              v.path("signature").asText(),
                              v.hasNonNull("err"),
                              Commitment.of(
                                  v.path("confirmationStatus").asText(commitment.wireName())))));
    }

    /**
     * Sends a signed transaction, after a preflight at the commitment that its blockhash is of. The
     * node is not asked to repeat: we do.
     *
     * @return the signature
     */
    public Uni<String> send(byte[] transaction) {
      ObjectNode options =
          NODES
              .objectNode()
              .put("encoding", "base64")
              .put("skipPreflight", false)
              .put("preflightCommitment", Commitment.CONFIRMED.wireName())
              .put("maxRetries", 0);
      return node.call(
              "sendTransaction",
              parameters(NODES.textNode(Base64.getEncoder().encodeToString(transaction)), options))
          .map(JsonNode::asText);
    }

    /** What others paid of late for these accounts, micro-lamports per compute unit. */
    public Uni<List<Long>> recentPriorityFees(List<PublicKey> writable) {
      ArrayNode list = NODES.arrayNode();
      writable.forEach(address -> list.add(address.toBase58()));
      return node.call("getRecentPrioritizationFees", parameters(list))
          .map(result -> list(result, v -> v.path("prioritizationFee").asLong()));
    }

    private static ObjectNode config(Commitment commitment) {
      return NODES.objectNode().put("commitment", commitment.wireName());
    }

    private static ArrayNode parameters(JsonNode... values) {
      return NODES.arrayNode().addAll(List.of(values));
    }

    private static <T> List<T> list(JsonNode values, Function<JsonNode, T> read) {
      return new ArrayList<>(StreamSupport.stream(values.spliterator(), false).map(read).toList());
    }

    private static JsonNode required(JsonNode object, String field) {
      JsonNode value = object.get(field);
      if (value == null) {
        throw new RpcException(
            new SendFailure(SendFailure.Kind.GARBAGE, 0, "", "the answer lacks " + field));
      }
      return value;
    }
  }

  /** A token account of an owner. */
  public record Holding(PublicKey tokenAccount, long amount) {}
}
