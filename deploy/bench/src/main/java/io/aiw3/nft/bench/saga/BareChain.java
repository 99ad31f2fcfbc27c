package io.aiw3.nft.bench.saga;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.solana.Addresses;
import io.aiw3.nft.solana.BurnTransaction;
import io.aiw3.nft.solana.ComputeBudget;
import io.aiw3.nft.solana.MintTransaction;
import io.aiw3.nft.solana.NftData;
import io.aiw3.nft.solana.Rent;
import io.aiw3.nft.solana.WireTransaction;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.p2p.solanaj.core.PublicKey;
import org.p2p.solanaj.core.Transaction;
import org.p2p.solanaj.programs.AssociatedTokenProgram;
import org.p2p.solanaj.programs.TokenProgram;

/**
 * A client that knows nothing but the chain: it mints and burns with the transactions that the
 * minting service sends, and waits until each is final.
 */
public final class BareChain implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COMMITMENT = "confirmed";
  private static final long LAMPORTS = 1_000_000_000_000L;
  private static final long LOOK_MILLIS = 100;
  private static final int STATUSES_AT_ONCE = 256;
  private static final ComputeBudget BUDGET = new ComputeBudget(300_000, 1);
  private static final NftData NFT =
      new NftData("Bench", "AIW3E", "https://example.org/bench.json");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI rpc;
  private final Wallet payer = new Wallet();
  private final Map<String, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();
  private final Thread looking = new Thread(this::look, "statuses");
  private final long mintRent;
  private volatile boolean open = true;

  /**
   * Returns when it has lamports.
   *
   * @param rpc of the local chain
   */
  public BareChain(URI rpc) throws IOException, InterruptedException {
    this.rpc = rpc;
    mintRent = call("getMinimumBalanceForRentExemption", Rent.MINT_BYTES).asLong();
    looking.setDaemon(true);
    looking.start();
    fund(payer.address());
  }

  /** Gives lamports, and returns when that is final. */
  public void fund(PublicKey address) throws IOException, InterruptedException {
    await(call("requestAirdrop", address.toBase58(), LAMPORTS).asText());
  }

  /** An NFT and who has it. */
  public record Held(Wallet owner, PublicKey mint) {}

  /** Returns when it is final. */
  public Held mint(Wallet owner) throws IOException, InterruptedException {
    Wallet mint = new Wallet();
    byte[] message =
        MintTransaction.message(
            payer.address(),
            mint.address(),
            owner.address(),
            NFT,
            mintRent,
            Optional.of(BUDGET),
            blockhash());
    send(WireTransaction.assemble(List.of(payer.sign(message), mint.sign(message)), message));
    return new Held(owner, mint.address());
  }

  /**
   * Gives it to another wallet.
   *
   * @return the signature, once it is final
   */
  public String transfer(Held nft, PublicKey to) throws IOException, InterruptedException {
    PublicKey owner = nft.owner().address();
    Transaction transaction = new Transaction();
    transaction.addInstruction(
        AssociatedTokenProgram.createIdempotent(payer.address(), to, nft.mint()));
    transaction.addInstruction(
        TokenProgram.transfer(
            Addresses.tokenAccount(owner, nft.mint()),
            Addresses.tokenAccount(to, nft.mint()),
            1,
            owner));
    transaction.setRecentBlockHash(blockhash());
    transaction.sign(List.of(payer.account(), nft.owner().account()));
    return send(transaction.serialize());
  }

  /** The same of its burn. */
  public String burn(Held nft) throws IOException, InterruptedException {
    PublicKey owner = nft.owner().address();
    byte[] message =
        BurnTransaction.message(
            payer.address(),
            owner,
            nft.mint(),
            Addresses.tokenAccount(owner, nft.mint()),
            true,
            Optional.of(BUDGET),
            blockhash());
    return send(
        WireTransaction.assemble(List.of(payer.sign(message), nft.owner().sign(message)), message));
  }

  private String send(byte[] transaction) throws IOException, InterruptedException {
    String bytes = Base64.getEncoder().encodeToString(transaction);
    String signature =
        call(
                "sendTransaction",
                bytes,
                Map.of("encoding", "base64", "preflightCommitment", COMMITMENT))
            .asText();
    await(signature);
    return signature;
  }

  /** Reads accounts, a hundred at most, in one call. */
  public void read(List<String> accounts) throws IOException, InterruptedException {
    JsonNode read =
        call(
            "getMultipleAccounts",
            accounts,
            Map.of("encoding", "base64", "commitment", "finalized"));
    for (JsonNode account : read.get("value")) {
      if (account.isNull()) {
        throw new IllegalStateException("an account is missing");
      }
    }
  }

  private void await(String signature) {
    waiting.computeIfAbsent(signature, s -> new CompletableFuture<>()).join();
  }

  private String blockhash() throws IOException, InterruptedException {
    return call("getLatestBlockhash", Map.of("commitment", COMMITMENT))
        .at("/value/blockhash")
        .asText();
  }

  private void look() {
    try {
      while (open) {
        List<String> signatures = new ArrayList<>(waiting.keySet());
        for (int from = 0; from < signatures.size(); from += STATUSES_AT_ONCE) {
          look(signatures.subList(from, Math.min(signatures.size(), from + STATUSES_AT_ONCE)));
        }
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (IOException | RuntimeException e) {
      waiting.values().forEach(future -> future.completeExceptionally(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(List<String> signatures) throws IOException, InterruptedException {
    JsonNode statuses = call("getSignatureStatuses", signatures).get("value");
    for (int i = 0; i < signatures.size(); i++) {
      JsonNode status = statuses.get(i);
      if (status.hasNonNull("err")) {
        waiting
            .remove(signatures.get(i))
            .completeExceptionally(new IllegalStateException(status.toString()));
      } else if (status.path("confirmationStatus").asText().equals("finalized")) {
        waiting.remove(signatures.get(i)).complete(null);
      }
    }
  }

  private JsonNode call(String method, Object... parameters)
      throws IOException, InterruptedException {
    String body =
        JSON.writeValueAsString(
            Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", parameters));
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(rpc)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    JsonNode json = JSON.readTree(answer.body());
    if (!json.has("result")) {
      throw new IllegalStateException(method + ": " + answer.body());
    }
    return json.get("result");
  }

  @Override
  public void close() {
    open = false;
    looking.interrupt();
  }
}
