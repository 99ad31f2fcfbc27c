package io.aiw3.nft.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.bench.saga.Api;
import io.aiw3.nft.bench.saga.Suite;
import io.aiw3.nft.bench.saga.Wallet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A trader who claims and upgrades, retries when nobody answers, and sometimes signs late. */
final class User {
  private static final long PAUSE_MILLIS = 700;
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;
  private static final int NOT_FOUND = 404;
  private static final int MOST_TRIES = 100;

  private final int id;
  private final Wallet wallet = new Wallet();
  private final Api api;
  private final Random random;
  private final Pulse pulse;
  private final Feed feed;
  private String claim;
  private String claimKey;
  private int failures;
  private final List<Span> operations = new ArrayList<>();

  /** When an operation began and ended, {@link System#nanoTime()}. */
  private record Span(long from, long to) {}

  User(Suite suite, int id, long seed, Pulse pulse) {
    this.id = id;
    this.pulse = pulse;
    this.api = new Api(suite, id, wallet);
    this.random = new Random(seed + id);
    this.feed = new Feed(suite.gateway(), api.bearer());
  }

  /** Everything that this one receives. */
  Feed feed() {
    return feed;
  }

  int id() {
    return id;
  }

  String address() {
    return wallet.address().toBase58();
  }

  /** Id of the claim. */
  String claim() {
    return claim;
  }

  /** Claims the first NFT and sees it minted. */
  void claimFirst() throws IOException, InterruptedException {
    do {
      claimKey = "claim-" + id + "-" + failures;
      claim = start("/api/v1/nft/claim", "{}", claimKey);
    } while (!completes(claim));
  }

  /** The claim once more: the answer must be the first one's. */
  String claimAgain() throws IOException, InterruptedException {
    return api.post("/api/v1/nft/claim", "{}", claimKey).get("id").asText();
  }

  /** Operations that ended before their burn, and were started again. */
  int failures() {
    return failures;
  }

  /** The longest that an operation took after {@code nanos}, or after its own begin, seconds. */
  double longestAfter(long nanos) {
    return operations.stream()
        .mapToDouble(span -> (span.to() - Math.max(span.from(), nanos)) / 1e9)
        .max()
        .orElse(0);
  }

  /** Binds both badges, upgrades, signs the burn, and sees the successor minted. */
  void upgrade() throws IOException, InterruptedException {
    for (int bound = 0; bound < 2; Thread.sleep(PAUSE_MILLIS)) {
      bound = bind();
    }
    String operation;
    do {
      String key = "upgrade-" + id + "-" + failures;
      operation = start("/api/v1/nft/upgrades", "{\"targetLevel\":2}", key);
    } while (!completes(operation));
  }

  private int bind() throws IOException, InterruptedException {
    int bound = 0;
    for (JsonNode badge : api.get("/api/v1/badges").get("items")) {
      if (badge.get("state").asText().equals("owned")) {
        api.post("/api/v1/badges/" + badge.get("badge").asText() + "/bind", "{}");
      }
      bound++;
    }
    return bound;
  }

  /** A rejected request is retried: what qualifies may not have been consumed yet. */
  private String start(String path, String body, String key)
      throws IOException, InterruptedException {
    for (; ; ) {
      try {
        return api.post(path, body, key).get("id").asText();
      } catch (Api.RefusedException e) {
        if (e.status() != UNPROCESSABLE && e.status() != CONFLICT) {
          throw e;
        }
        Thread.sleep(PAUSE_MILLIS);
        if (path.endsWith("upgrades")) {
          // A badge that was bound after the backup is to be bound once more.
          bind();
        }
      }
    }
  }

  /** False: it failed, which is allowed before the burn only. */
  private boolean completes(String operation) throws IOException, InterruptedException {
    long from = System.nanoTime();
    boolean completed = ends(operation);
    operations.add(new Span(from, System.nanoTime()));
    return completed;
  }

  private boolean ends(String operation) throws IOException, InterruptedException {
    String signed = "";
    for (int steps = 0; ; Thread.sleep(PAUSE_MILLIS)) {
      JsonNode now = operation(operation);
      String status = now.get("status").asText();
      if (now.get("history").size() > steps) {
        steps = now.get("history").size();
        pulse.beat();
      }
      if (status.equals("completed")) {
        return true;
      }
      if (status.equals("failed")) {
        failures++;
        return false;
      }
      JsonNode burn = now.path("burnTransaction");
      if (burn.hasNonNull("transaction") && !burn.path("signature").asText().equals(signed)) {
        signed = burn.path("signature").asText();
        sign(operation, burn.get("transaction").asText());
      }
    }
  }

  /** One that was begun after a backup is not known until it is restored. */
  private JsonNode operation(String id) throws IOException, InterruptedException {
    for (int tries = 0; ; tries++) {
      try {
        return api.get("/api/v1/nft/operations/" + id);
      } catch (Api.RefusedException e) {
        if (e.status() != NOT_FOUND || tries == MOST_TRIES) {
          throw e;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  /** Now and then late, now and then twice. */
  private void sign(String operation, String transaction) throws IOException, InterruptedException {
    if (random.nextInt(5) == 0) {
      Thread.sleep(10 * PAUSE_MILLIS);
    }
    String body = "{\"signedTransaction\":\"" + wallet.signSecond(transaction) + "\"}";
    for (int times = random.nextInt(5) == 0 ? 2 : 1; times > 0; times--) {
      try {
        api.post("/api/v1/nft/upgrades/" + operation + "/burn", body);
      } catch (Api.RefusedException e) {
        // It was late: the operation continued, and shows what is to be signed now, if anything.
        if (e.status() != CONFLICT && e.status() != UNPROCESSABLE) {
          throw e;
        }
      }
    }
  }
}
