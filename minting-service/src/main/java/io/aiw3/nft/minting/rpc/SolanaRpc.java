package io.aiw3.nft.minting.rpc;

import static io.aiw3.nft.minting.rpc.RpcAnswers.list;
import static io.aiw3.nft.minting.rpc.RpcAnswers.number;
import static io.aiw3.nft.minting.rpc.RpcAnswers.required;
import static io.aiw3.nft.minting.rpc.RpcAnswers.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiw3.nft.minting.domain.Commitment;
import io.aiw3.nft.solana.Addresses;
import io.aiw3.nft.solana.ChainAccount;
import io.aiw3.nft.solana.TokenAccounts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
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

  /** Of a minute each. */
  private static final int SAMPLES = 3;

  /** Seven bits hold a transaction's version: what is read of one is the same in all of them. */
  private static final int NEWEST_VERSION = 127;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final RpcPool pool;

  SolanaRpc(RpcPool pool) {
    this.pool = pool;
  }

  /**
   * Several calls to one node, see {@link RpcPool#onOneNode}, that are of one moment: what is read
   * later is of the same slot or a later one. Behind one address there may be many nodes, some of
   * them late; a read that mixes them fails, and another node is queried.
   */
  public <T> Uni<T> onOneNode(Function<Calls, Uni<T>> work) {
    return onOneNode(0, work);
  }

  /**
   * The same.
   *
   * @param since the finalized slot from which on all is read
   */
  public <T> Uni<T> onOneNode(long since, Function<Calls, Uni<T>> work) {
    return pool.onOneNode(node -> work.apply(new Calls(new OneNode(node), new Moment(since))));
  }

  /** Single calls, each to the best node. */
  public Calls calls() {
    return new Calls(pool::onOneNode, new Moment(0));
  }

  /** A blockhash and the last block that can hold a transaction with it. */
  public record Blockhash(String blockhash, long lastValidBlockHeight) {}

  /**
   * What the cluster says of a signature.
   *
   * @param error empty if it was executed without one
   */
  public record Status(Commitment commitment, String error) {}

  /** A block's height and the slot that it has. */
  public record Height(long slot, long blockHeight) {}

  /**
   * Statuses, and the slot of the node that knows no later transaction.
   *
   * @param statuses in the order of the signatures
   */
  public record Statuses(long slot, List<Optional<Status>> statuses) {
    public Statuses {
      statuses = List.copyOf(statuses);
    }
  }

  /** A transaction that touched an address. */
  public record Mention(String signature, boolean failed, Commitment commitment) {}

  /**
   * Which node is queried; reading the answer is part of it, so that another one is queried if it
   * fails.
   */
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
    private final Moment moment;

    Calls(Nodes nodes, Moment moment) {
      this.nodes = nodes;
      this.moment = moment;
    }

    /** The slot of the latest of the finalized reads. */
    public long finalizedSlot() {
      return moment.since(Commitment.FINALIZED);
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

    /**
     * A slot's length over the last minutes, as the node has seen it; empty if it has no samples.
     */
    public Uni<Optional<Duration>> slotTime() {
      return ask(
          "getRecentPerformanceSamples",
          parameters(NODES.numberNode(SAMPLES)),
          result -> {
            long slots = 0;
            long seconds = 0;
            for (JsonNode sample : result) {
              slots += number(sample.path("numSlots"));
              seconds += number(sample.path("samplePeriodSecs"));
            }
            return slots <= 0
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(seconds).dividedBy(slots));
          });
    }

    /** The newest block of this commitment, with its slot, which later reads must reach. */
    public Uni<Height> height(Commitment commitment) {
      return ask(
          "getEpochInfo",
          parameters(since(commitment)),
          result -> {
            long slot = number(required(result, "absoluteSlot"));
            moment.reached("getEpochInfo", commitment, slot);
            return new Height(slot, number(required(result, "blockHeight")));
          });
    }

    public Uni<Long> balance(PublicKey address) {
      return askAtSlot(
          "getBalance",
          Commitment.CONFIRMED,
          parameters(NODES.textNode(address.toBase58()), since(Commitment.CONFIRMED)),
          RpcAnswers::number);
    }

    /** Which cluster the node is of. */
    public Uni<String> genesisHash() {
      return ask("getGenesisHash", parameters(), RpcAnswers::text);
    }

    /**
     * @param signatures at most {@link #MOST_STATUSES}
     * @param history search what the node's recent cache has lost, too
     */
    public Uni<Statuses> statuses(List<String> signatures, boolean history) {
      ArrayNode list = NODES.arrayNode();
      signatures.forEach(list::add);
      ObjectNode options = NODES.objectNode().put("searchTransactionHistory", history);
      return ask(
          "getSignatureStatuses",
          parameters(list, options),
          result ->
              new Statuses(
                  slotOf(result),
                  list(required(result, "value"), signatures.size(), Calls::status)));
    }

    /** The same, of a node that has reached what was read before. */
    public Uni<Statuses> statusesSince(List<String> signatures, boolean history) {
      return statuses(signatures, history).invoke(this::requireReached);
    }

    /**
     * @throws RpcException if the node had not reached what was read before
     */
    public void requireReached(Statuses statuses) {
      moment.reached("getSignatureStatuses", Commitment.PROCESSED, statuses.slot());
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
      ObjectNode options = since(commitment).put("encoding", "base64");
      return askAtSlot(
          "getMultipleAccounts",
          commitment,
          parameters(list, options),
          value -> list(value, addresses.size(), Calls::account));
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
    public Uni<List<Held>> holdings(PublicKey owner, PublicKey mint, Commitment commitment) {
      return askAtSlot(
          "getTokenAccountsByOwner",
          commitment,
          parameters(
              NODES.textNode(owner.toBase58()),
              NODES.objectNode().put("mint", mint.toBase58()),
              since(commitment).put("encoding", "base64")),
          value ->
              list(
                  value,
                  v ->
                      new Held(
                          Addresses.require(v.path("pubkey").asText()),
                          account(v.path("account"))
                              .flatMap(TokenAccounts::account)
                              .orElseThrow())));
    }

    /** The token account that holds the most of a mint: of an NFT, the one that holds it. */
    public Uni<Optional<Holding>> largestHolding(PublicKey mint, Commitment commitment) {
      return askAtSlot(
          "getTokenLargestAccounts",
          commitment,
          // Takes no minContextSlot.
          parameters(NODES.textNode(mint.toBase58()), config(commitment)),
          value ->
              list(
                      value,
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
              .put("maxSupportedTransactionVersion", NEWEST_VERSION);
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
     * node does not repeat it: we do.
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

    /** Lamports that an account of so many bytes must hold. */
    Uni<Long> minimumBalance(int bytes) {
      return ask(
          "getMinimumBalanceForRentExemption",
          parameters(NODES.numberNode(bytes)),
          RpcAnswers::number);
    }

    /** What others paid of late for these accounts, micro-lamports per compute unit. */
    Uni<List<Long>> recentPriorityFees(List<PublicKey> writable) {
      ArrayNode list = NODES.arrayNode();
      writable.forEach(address -> list.add(address.toBase58()));
      return ask(
          "getRecentPrioritizationFees",
          parameters(list),
          result -> list(result, PriorityFeeEstimate::paid));
    }

    /** The same as the provider estimates it. */
    Uni<List<Long>> estimatedPriorityFees(PriorityFeeEstimate estimate, List<PublicKey> writable) {
      return ask(estimate.method(), estimate.parameters(writable), estimate::read);
    }

    private static ObjectNode config(Commitment commitment) {
      return NODES.objectNode().put("commitment", commitment.wireName());
    }

    /** The same, of no earlier slot than what was read before. */
    private ObjectNode since(Commitment commitment) {
      long slot = moment.since(commitment);
      return slot == 0 ? config(commitment) : config(commitment).put("minContextSlot", slot);
    }

    private static long slotOf(JsonNode result) {
      return result.path("context").path("slot").asLong();
    }

    /** Checked as well: not every node knows of minContextSlot. */
    private <T> Uni<T> askAtSlot(
        String method, Commitment commitment, ArrayNode parameters, Function<JsonNode, T> reader) {
      return ask(
          method,
          parameters,
          result -> {
            moment.reached(method, commitment, slotOf(result));
            return reader.apply(required(result, "value"));
          });
    }

    private static ArrayNode parameters(JsonNode... values) {
      return NODES.arrayNode().addAll(List.of(values));
    }

    private <T> Uni<T> ask(String method, JsonNode parameters, Function<JsonNode, T> reader) {
      return nodes.ask(
          node ->
              node.call(method, parameters).map(result -> RpcAnswers.read(method, result, reader)));
    }
  }

  /** A token account, and what is in it. */
  public record Held(PublicKey address, TokenAccounts.Account account) {}

  /** A token account, and how much is in it. */
  public record Holding(PublicKey tokenAccount, long amount) {}
}
