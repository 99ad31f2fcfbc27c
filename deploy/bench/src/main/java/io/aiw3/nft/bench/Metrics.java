package io.aiw3.nft.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;

/** A service's own metrics. */
public final class Metrics {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Metrics() {}

  /**
   * The sum of the series that begin so.
   *
   * @param url of the service
   * @param series a name, followed by a brace and as many labels as matter
   */
  public static double sum(String url, String series) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/q/metrics")).build();
    double[] found =
        HTTP.send(request, BodyHandlers.ofString())
            .body()
            .lines()
            .filter(line -> line.startsWith(series))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
            .toArray();
    if (found.length == 0) {
      throw new IllegalStateException(url + " has no series " + series);
    }
    return Arrays.stream(found).sum();
  }
}
