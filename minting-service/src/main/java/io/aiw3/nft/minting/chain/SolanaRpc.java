package io.aiw3.nft.minting.chain;

import static io.aiw3.nft.minting.chain.RpcAnswers.list;
import static io.aiw3.nft.minting.chain.RpcAnswers.number;
import static io.aiw3.nft.minting.chain.RpcAnswers.required;
import static io.aiw3.nft.minting.chain.RpcAnswers.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiw3.nft.minting.domain.Commitment;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
    return pool.onOneNode(node -> work.apply(new Calls(new OneNode(node))));
  }

  /** Single calls, each to the best node. */
  public Calls calls() {
    return new Calls(pool::onOneNode);
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

  /** Who is asked; reading the answer is part of it, so that another one is asked if it fails. */
  @FunctionalInterface
  interface Nodes {
    <T> Uni<T> ask(Function<RpcPool.Node, Uni<T>> call);
  }

  private record OneNode(RpcPool.Node node) implements Nodes {
    @Override
    public <T> Uni<T> ask(Function<RpcPool.Node, Uni<T>> call) {
      return call.apply(node);
    }
  }

  /** The calls. */
  public static final class Calls {
    private final Nodes nodes;

    Calls(Nodes nodes) {
      this.nodes = nodes;
    }

    public Uni<Blockhash> latestBlockhash() {
      return ask(
          "getLatestBlockhash",
          parameters(config(Commitment.CONFIRMED)),
          result -> {
            JsonNode value = required(result, "value");
            return new Blockhash(
                text(required(value, "blockhash")),
                number(required(value, "lastValidBlockHeight")));
          });
    }

    public Uni<Long> blockHeight(Commitment commitment) {
      return ask("getBlockHeight", parameters(config(commitment)), RpcAnswers::number);
    }

    public Uni<Long> balance(PublicKey address) {
      return ask(
          "getBalance",
          parameters(NODES.textNode(address.toBase58()), config(Commitment.CONFIRMED)),
          result -> number(required(result, "value")));
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
      return ask(
          "getSignatureStatuses",
          parameters(list, options),
          result -> list(required(result, "value"), signatures.size(), Calls::status));
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
      return ask(
          "getMultipleAccounts",
          parameters(list, options),
          result -> list(required(result, "value"), addresses.size(), Calls::account));
    }

    private static Optional<ChainAccount> account(JsonNode value) {
      return value.isNull()
          ? Optional.empty()
          : Optional.of(
              new ChainAccount(
                  Addresses.require(text(value.path("owner"))),
                  number(value.path("lamports")),
                  Base64.getDecoder().decode(text(value.path("data").path(0)))));
    }

    /** The token accounts of {@code owner} for {@code mint}, with their addresses. */
    public Uni<List<Holding>> holdings(PublicKey owner, PublicKey mint, Commitment commitment) {
      return ask(
          "getTokenAccountsByOwner",
          parameters(
              NODES.textNode(owner.toBase58()),
              NODES.objectNode().put("mint", mint.toBase58()),
              config(commitment).put("encoding", "base64")),
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
      return ask(
          "getTokenLargestAccounts",
          parameters(NODES.textNode(mint.toBase58()), config(commitment)),
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
      return ask(
          "getSignaturesForAddress",
          parameters(NODES.textNode(address.toBase58()), config(commitment).put("limit", limit)),
          result ->
              list(
                  result,
                  v ->
                      new Mention(
                          text(v.path("signature")),
                          v.hasNonNull("err"),
                          Commitment.of(
                              v.path("confirmationStatus").asText(commitment.wireName())))));
    }

    /** Whether the final transaction took the last token of this mint out of the world. */
    public Uni<Boolean> burned(String signature, PublicKey mint) {
      ObjectNode options =
          config(Commitment.FINALIZED)
              .put("encoding", "base64")
              .put("maxSupportedTransactionVersion", 0);
      return ask(
          "getTransaction",
          parameters(NODES.textNode(signature), options),
          result -> {
            JsonNode meta = result.path("meta");
            return held(meta.path("preTokenBalances"), mint) > 0
                && held(meta.path("postTokenBalances"), mint) == 0;
          });
    }

    private static long held(JsonNode balances, PublicKey mint) {
      long sum = 0;
      for (JsonNode balance : balances) {
        if (balance.path("mint").asText().equals(mint.toBase58())) {
          sum += balance.path("uiTokenAmount").path("amount").asLong();
        }
      }
      return sum;
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
      return ask(
          "sendTransaction",
          parameters(NODES.textNode(Base64.getEncoder().encodeToString(transaction)), options),
          RpcAnswers::text);
    }

    /** What others paid of late for these accounts, micro-lamports per compute unit. */
    public Uni<List<Long>> recentPriorityFees(List<PublicKey> writable) {
      ArrayNode list = NODES.arrayNode();
      writable.forEach(address -> list.add(address.toBase58()));
      return ask(
          "getRecentPrioritizationFees",
          parameters(list),
          result -> list(result, v -> number(v.path("prioritizationFee"))));
    }

    private static ObjectNode config(Commitment commitment) {
      return NODES.objectNode().put("commitment", commitment.wireName());
    }

    private static ArrayNode parameters(JsonNode... values) {
      return NODES.arrayNode().addAll(List.of(values));
    }

    private <T> Uni<T> ask(String method, ArrayNode parameters, Function<JsonNode, T> reader) {
      return nodes.ask(
          node ->
              node.call(method, parameters).map(result -> RpcAnswers.read(method, result, reader)));
    }
  }

  /** A token account of an owner. */
  public record Holding(PublicKey tokenAccount, long amount) {}
}
