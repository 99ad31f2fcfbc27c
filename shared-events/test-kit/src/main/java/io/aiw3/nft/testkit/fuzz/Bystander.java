package io.aiw3.nft.testkit.fuzz;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Another user, whose requests must succeed regardless of other connections. */
public final class Bystander {
  private static final Duration HANGS = Duration.ofSeconds(20);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(HANGS).build();
  private final HttpRequest request;
  private final List<Long> millis = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final Thread thread = new Thread(this::call, "bystander");
  private volatile boolean isStopped;

  /**
   * @param path that answers 200
   */
  public Bystander(int port, String path, String token) {
    request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + token)
            .timeout(HANGS)
            .build();
  }

  public Bystander start() {
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  /** Ends; what went wrong is empty when each request got its 200. */
  public List<String> stop() throws InterruptedException {
    isStopped = true;
    thread.join(HANGS.toMillis() * 2);
    return List.copyOf(failures);
  }

  public int requests() {
    return millis.size();
  }

  /** So many of a hundred requests took less, in milliseconds. */
  public long percentile(int percent) {
    List<Long> sorted = millis.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get((sorted.size() - 1) * percent / 100);
  }

  private void call() {
    while (!isStopped) {
      long start = System.nanoTime();
      try {
        HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
        if (answer.statusCode() != 200) {
          failures.add("status " + answer.statusCode());
        }
        Thread.sleep(10);
      } catch (IOException e) {
        failures.add(e.toString());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      millis.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
    }
  }
}
