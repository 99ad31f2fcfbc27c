package io.aiw3.nft.bench.faults.adversary;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.bench.saga.Api;
import io.aiw3.nft.bench.saga.Wallet;
import io.aiw3.nft.solana.Addresses;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.p2p.solanaj.core.AccountMeta;
import org.p2p.solanaj.core.PublicKey;
import org.p2p.solanaj.core.TransactionInstruction;
import org.p2p.solanaj.programs.AssociatedTokenProgram;
import org.p2p.solanaj.programs.SystemProgram;
import org.p2p.solanaj.programs.TokenProgram;

/** A user of an adversary's, with a wallet that can pay on the chain. */
final class Rogue {
  /** Enough for level 2. */
  static final BigDecimal VOLUME = new BigDecimal("600000.5");

  private static final PublicKey MEMO_PROGRAM =
      new PublicKey("MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr");
  private static final long POLL_MILLIS = 700;
  private static final Duration TIMEOUT = Duration.ofMinutes(12);

  private final Arena arena;
  private final int id;
  private final Wallet wallet;
  private Api api;

  Rogue(Arena arena, int id, Wallet wallet) {
    this.arena = arena;
    this.id = id;
    this.wallet = wallet;
    this.api = new Api(arena.suite(), id, wallet);
  }

  /** A new user whose wallet is linked, and whose tasks earn the badges of level 2. */
  static Rogue linked(Arena arena) throws IOException, InterruptedException {
    Rogue rogue = new Rogue(arena, arena.newUser(), new Wallet());
    arena.chain().fund(rogue.wallet.address());
    rogue.link(rogue.wallet);
    arena.trading().tasks(rogue.id);
    return rogue;
  }

  /** The same with the volume of level 2. */
  static Rogue qualified(Arena arena) throws IOException, InterruptedException {
    Rogue rogue = linked(arena);
    arena.trading().trade("rogue-" + rogue.id, rogue.address(), VOLUME);
    return rogue;
  }

  int id() {
    return id;
  }

  Api api() {
    return api;
  }

  Wallet wallet() {
    return wallet;
  }

  String address() {
    return wallet.address().toBase58();
  }

  /** The platform links the wallet, and its next tokens name it. */
  void link(Wallet to) {
    arena.trading().link(id, to.address().toBase58());
    api = new Api(arena.suite(), id, to);
  }

  /** The claim's id, as soon as the user qualifies. */
  String claim() throws IOException, InterruptedException {
    return started("/api/v1/nft/claim", "{}");
  }

  /** Binds the badges of level 2, and requests it as soon as the user qualifies. */
  String upgrade() throws IOException, InterruptedException {
    for (int bound = 0; bound < 2; pause()) {
      bound = 0;
      for (JsonNode badge : api.get("/api/v1/badges").get("items")) {
        if (badge.get("state").asText().equals("owned")) {
          api.post("/api/v1/badges/" + badge.get("badge").asText() + "/bind", "{}");
        }
        bound++;
      }
    }
    return started("/api/v1/nft/upgrades", "{\"targetLevel\":2}");
  }

  private String started(String path, String body) throws IOException, InterruptedException {
    for (long deadline = deadline(); ; pause()) {
      Optional<String> operation = start(path, body);
      if (operation.isPresent()) {
        return operation.get();
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(path + " of user " + id + " was refused for " + TIMEOUT);
      }
    }
  }

  /** One attempt; empty: refused. */
  Optional<String> start(String path, String body) throws IOException, InterruptedException {
    try {
      return Optional.of(api.post(path, body).get("id").asText());
    } catch (Api.RefusedException e) {
      return Optional.empty();
    }
  }

  JsonNode operation(String operation) throws IOException, InterruptedException {
    return api.get("/api/v1/nft/operations/" + operation);
  }

  /** Waits for the operation's end and signs the burn where one is to be signed. */
  String end(String operation, Wallet signer) throws IOException, InterruptedException {
    String signed = "";
    for (long deadline = deadline(); System.nanoTime() < deadline; pause()) {
      JsonNode now = operation(operation);
      String status = now.get("status").asText();
      if (status.equals("completed") || status.equals("failed")) {
        return status;
      }
      JsonNode burn = now.path("burnTransaction");
      if (burn.hasNonNull("transaction") && !burn.path("signature").asText().equals(signed)) {
        signed = burn.path("signature").asText();
        attempt(
            "/api/v1/nft/upgrades/" + operation + "/burn",
            "{\"signedTransaction\":\""
                + signer.signSecond(burn.get("transaction").asText())
                + "\"}");
      }
    }
    return "open";
  }

  /** The burn transaction that is to be signed. */
  byte[] preparedBurn(String operation, Wallet signer) throws IOException, InterruptedException {
    for (long deadline = deadline(); System.nanoTime() < deadline; pause()) {
      JsonNode burn = operation(operation).path("burnTransaction");
      if (burn.hasNonNull("transaction")) {
        return Base64.getDecoder().decode(signer.signSecond(burn.get("transaction").asText()));
      }
    }
    throw new IllegalStateException("no burn was prepared for " + operation);
  }

  /** Whether the call was accepted. */
  boolean attempt(String path, String body) throws IOException, InterruptedException {
    try {
      api.post(path, body);
      return true;
    } catch (Api.RefusedException e) {
      return false;
    }
  }

  /** Address of the mint of a completed operation. */
  String mint(String operation) throws IOException, InterruptedException {
    return operation(operation).get("newMintAddress").asText();
  }

  /** Burns the NFT with a transaction of the wallet's own. */
  void burnAlone(String mintAddress) throws IOException, InterruptedException {
    PublicKey mint = new PublicKey(mintAddress);
    arena
        .chain()
        .send(
            wallet,
            TokenProgram.burn(tokenAccount(wallet.address(), mint), mint, wallet.address(), 1));
  }

  /** Gives the NFT to another wallet. */
  void transfer(String mintAddress, PublicKey to) throws IOException, InterruptedException {
    PublicKey mint = new PublicKey(mintAddress);
    arena
        .chain()
        .send(
            wallet,
            AssociatedTokenProgram.createIdempotent(wallet.address(), to, mint),
            TokenProgram.transfer(
                tokenAccount(wallet.address(), mint), tokenAccount(to, mint), 1, wallet.address()));
  }

  /** A cheap transaction that mentions an account, and changes nothing. */
  void mention(PublicKey account, int number) throws IOException, InterruptedException {
    arena
        .chain()
        .send(
            wallet,
            new TransactionInstruction(
                MEMO_PROGRAM,
                List.of(new AccountMeta(wallet.address(), true, false)),
                ("dust " + number + " " + account.toBase58()).getBytes(StandardCharsets.UTF_8)),
            SystemProgram.transfer(wallet.address(), account, 1));
  }

  static PublicKey tokenAccount(PublicKey owner, PublicKey mint) {
    return Addresses.tokenAccount(owner, mint);
  }

  static void pause() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
  }

  static long deadline() {
    return System.nanoTime() + TIMEOUT.toNanos();
  }
}
