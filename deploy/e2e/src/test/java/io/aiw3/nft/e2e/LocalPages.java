package io.aiw3.nft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** A page that a development server of this machine serves may call the API and the chain. */
final class LocalPages {
  /**
   * As browsers preflight: Java's offer of HTTP/2 is an upgrade, which the chain's WebSocket takes.
   */
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final String ALLOWED = "Access-Control-Allow-Origin";

  private LocalPages() {}

  static void mayCall(JsonNode run) throws IOException, InterruptedException {
    String claim = run.path("gateway").asText() + "/api/v1/nft/claim";
    for (String page :
        List.of("http://localhost:5173", "https://127.0.0.1:8443", "http://[::1]:3000")) {
      HttpResponse<Void> preflight = preflight(claim, page);
      assertThat(preflight.statusCode()).as(page).isEqualTo(204);
      assertThat(preflight.headers().firstValue(ALLOWED)).contains(page);
    }
    assertThat(preflight(claim, "https://evil.example.org").headers().firstValue(ALLOWED))
        .isEmpty();
    HttpResponse<Void> chain = preflight(run.at("/chain/rpc").asText(), "http://localhost:5173");
    assertThat(chain.headers().firstValue(ALLOWED)).contains("*");
  }

  private static HttpResponse<Void> preflight(String address, String page)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Origin", page)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "authorization,idempotency-key")
            .method("OPTIONS", BodyPublishers.noBody())
            .build(),
        BodyHandlers.discarding());
  }
}
