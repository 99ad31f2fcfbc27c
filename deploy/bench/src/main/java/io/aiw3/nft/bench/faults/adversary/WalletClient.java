package io.aiw3.nft.bench.faults.adversary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.bench.saga.Wallet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.p2p.solanaj.core.PublicKey;
import org.p2p.solanaj.core.Transaction;
import org.p2p.solanaj.core.TransactionInstruction;

/** What a wallet does on the chain without us. A node in trouble is called again. */
final class WalletClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LAMPORTS = 1_000_000_000L;
  private static final long POLL_MILLIS = 500;
  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI rpc;

  WalletClient(String rpc) {
    this.rpc = URI.create(rpc);
  }

  /** Gives a wallet what its own transactions cost. */
  void fund(PublicKey wallet) throws IOException, InterruptedException {
    long deadline = deadline();
    while (call("getBalance", wallet.toBase58()).get("value").asLong() < LAMPORTS) {
      call("requestAirdrop", wallet.toBase58(), LAMPORTS);
      pause(deadline);
    }
  }

  /**
   * Sends a transaction that the wallet pays for, again until one is final.
   *
   * @throws IllegalStateException when the chain executed it with an error
   */
  String send(Wallet payer, TransactionInstruction... instructions)
      throws IOException, InterruptedException {
    long deadline = deadline();
    for (; ; ) {
      Transaction transaction = new Transaction();
      List.of(instructions).forEach(transaction::addInstruction);
      String blockhash = blockhash();
      transaction.setRecentBlockHash(blockhash);
      transaction.sign(payer.account());
      String signature = submit(transaction.serialize());
      if (isFinal(signature, blockhash, deadline)) {
        return signature;
      }
    }
  }

  /** Hands over a transaction that is signed already; whether it lands is not waited for. */
  String submit(byte[] transaction) throws IOException, InterruptedException {
    return call(
            "sendTransaction",
            Base64.getEncoder().encodeToString(transaction),
            Map.of("encoding", "base64", "skipPreflight", true))
        .asText();
  }

  private boolean isFinal(String signature, String blockhash, long deadline)
      throws IOException, InterruptedException {
    for (; ; ) {
      JsonNode status =
          call("getSignatureStatuses", List.of(signature), Map.of("searchTransactionHistory", true))
              .at("/value/0");
      if (status.hasNonNull("err")) {
        throw new IllegalStateException(signature + " failed: " + status.get("err"));
      }
      if (status.path("confirmationStatus").asText().equals("finalized")) {
        return true;
      }
      if (!status.hasNonNull("slot") && !isValid(blockhash)) {
        return false;
      }
      pause(deadline);
    }
  }

  private boolean isValid(String blockhash) throws IOException, InterruptedException {
    return call("isBlockhashValid", blockhash, Map.of("commitment", "processed"))
        .get("value")
        .asBoolean();
  }

  private String blockhash() throws IOException, InterruptedException {
    return call("getLatestBlockhash", Map.of("commitment", "confirmed"))
        .at("/value/blockhash")
        .asText();
  }

  /** The result; faults that the run injects are waited for. */
  private JsonNode call(String method, Object... parameters)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(rpc)
            .timeout(RESPONSE_TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    JSON.writeValueAsString(
                        Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", parameters))))
            .build();
    for (long deadline = deadline(); ; pause(deadline)) {
      try {
        JsonNode response = JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
        if (response.has("result")) {
          return response.get("result");
        }
      } catch (IOException e) {
        // The node is unavailable, or its response is not JSON: one of the faults.
      }
    }
  }

  private static long deadline() {
    return System.nanoTime() + TIMEOUT.toNanos();
  }

  private static void pause(long deadline) throws IOException, InterruptedException {
    if (System.nanoTime() > deadline) {
      throw new IOException("the chain was unavailable for " + TIMEOUT);
    }
    TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
  }
}
