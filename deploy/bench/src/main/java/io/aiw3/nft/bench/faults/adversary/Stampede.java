package io.aiw3.nft.bench.faults.adversary;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One user, many claims that are refused and many reads, all at the same moment. */
final class Stampede implements Adversary {
  private static final int CLAIMS = 190;
  private static final int READS = 64;
  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(90);
  private static final List<String> PATHS =
      List.of("/api/v1/nft/status", "/api/v1/nft/qualifications", "/api/v1/nft/benefits");

  private final Arena arena;
  private int unanswered;

  Stampede(Arena arena) {
    this.arena = arena;
  }

  @Override
  public String name() {
    return "190 claims and 64 reads at once";
  }

  @Override
  public void attack() throws Exception {
    Rogue rogue = Rogue.linked(arena);
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
    for (int i = 0; i < CLAIMS; i++) {
      responses.add(
          send(
              http,
              request(rogue, "/api/v1/nft/claim")
                  .header("Content-Type", "application/json")
                  .header("Idempotency-Key", UUID.randomUUID().toString())
                  .POST(HttpRequest.BodyPublishers.ofString("{}"))));
    }
    for (int i = 0; i < READS; i++) {
      responses.add(send(http, request(rogue, PATHS.get(i % PATHS.size()))));
    }
    for (CompletableFuture<HttpResponse<String>> response : responses) {
      if (response.handle((answer, failure) -> isHanging(failure)).get()) {
        unanswered++;
      }
    }
    TimeUnit.SECONDS.sleep(1);
  }

  /** A connection that breaks is a fault of the run's; a call without any answer is ours. */
  private static boolean isHanging(Throwable failure) {
    return failure != null
        && (failure instanceof HttpTimeoutException
            || failure.getCause() instanceof HttpTimeoutException);
  }

  private static CompletableFuture<HttpResponse<String>> send(
      HttpClient http, HttpRequest.Builder request) {
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(Rogue rogue, String path) {
    return HttpRequest.newBuilder(URI.create(arena.suite().gateway() + path))
        .timeout(RESPONSE_TIMEOUT)
        .header("Authorization", rogue.api().bearer());
  }

  @Override
  public String breach() {
    return unanswered == 0 ? "" : unanswered + " calls were never answered";
  }
}
