package io.aiw3.nft.minting.signing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aiw3.nft.minting.config.SignerConfig;
import io.aiw3.nft.minting.http.Exchange;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientResponse;
import java.io.IOException;
import java.util.Set;

/**
 * Calls of Vault's HTTP API with token, retries and back-off. What Vault answers to a failed call
 * goes into no message: a proxy in between could have put anything there.
 */
final class VaultClient {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final int OK = 200;
  private static final int FORBIDDEN = 403;
  private static final int FIRST_SERVER_ERROR = 500;

  /** Read-after-write not served yet, too many requests, and a standby's health answers. */
  private static final Set<Integer> PASSING = Set.of(412, 429, 472, 473);

  /** Bytes; a key with all its versions is the longest. */
  private static final int LONGEST_ANSWER = 1024 * 1024;

  private final HttpClient http;
  private final SignerConfig.Vault config;
  private final String base;
  private final VaultToken token;
  private final MeterRegistry metrics;

  VaultClient(Vertx vertx, SignerConfig.Vault config, VaultToken token, MeterRegistry metrics) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setMaxPoolSize(config.connections())
            .setConnectTimeout((int) config.timeout().toMillis())
            .setKeepAliveTimeout(30);
    config
        .caFile()
        .ifPresent(
            file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    this.http = vertx.createHttpClient(options);
    this.config = config;
    this.base = config.url().orElseThrow().toString().replaceAll("/+$", "") + "/v1/";
    this.token = token;
    this.metrics = metrics;
  }

  /** The answer's {@code data}; fails with a {@link SignerException}. */
  Uni<JsonNode> get(String path) {
    return call(HttpMethod.GET, path, null);
  }

  /** The answer's {@code data}; fails with a {@link SignerException}. */
  Uni<JsonNode> post(String path, JsonNode body) {
    return call(HttpMethod.POST, path, body);
  }

  private Uni<JsonNode> call(HttpMethod method, String path, JsonNode body) {
    Uni<JsonNode> attempt = Uni.createFrom().deferred(() -> withFreshToken(method, path, body));
    if (config.retries() == 0) {
      return attempt;
    }
    return attempt
        .onFailure(e -> e instanceof SignerException s && s.mayPass())
        .retry()
        .withJitter(0)
        .withBackOff(config.backOff(), config.maxBackOff())
        .atMost(config.retries());
  }

  /** A token that expired is refused; the file may hold its successor. */
  private Uni<JsonNode> withFreshToken(HttpMethod method, String path, JsonNode body) {
    return once(method, path, body)
        .onFailure(e -> e instanceof SignerException s && s.errorCode().equals(code(FORBIDDEN)))
        .recoverWithUni(
            refused ->
                Uni.createFrom()
                    .item(token::reread)
                    .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                    .chain(
                        another ->
                            another
                                ? once(method, path, body)
                                : Uni.createFrom().failure(refused)));
  }

  private Uni<JsonNode> once(HttpMethod method, String path, JsonNode body) {
    return Exchange.within(
            config.timeout(),
            Uni.createFrom()
                .deferred(() -> http.request(options(method, path)))
                .onFailure()
                .transform(
                    e -> new SignerException("VAULT_UNREACHABLE", true, "no connection to Vault")),
            request ->
                (body == null ? request.send() : request.send(Buffer.buffer(body.toString())))
                    .chain(
                        response ->
                            Exchange.body(response, LONGEST_ANSWER, VaultClient::garbage)
                                .map(answer -> read(response, answer))),
            () -> noAnswer("Vault did not answer within " + config.timeout()))
        .onFailure(e -> !(e instanceof SignerException))
        .transform(e -> noAnswer("the connection to Vault broke"))
        .onItemOrFailure()
        .invoke((data, failure) -> count(failure));
  }

  private RequestOptions options(HttpMethod method, String path) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setAbsoluteURI(base + path)
            .putHeader("x-vault-token", token.value())
            .putHeader("x-vault-request", "true")
            .putHeader("content-type", "application/json");
    config.namespace().ifPresent(name -> options.putHeader("x-vault-namespace", name));
    return options;
  }

  private void count(Throwable failure) {
    String outcome = failure instanceof SignerException e ? e.errorCode() : "ok";
    metrics.counter("aiw3.signer.calls", "outcome", outcome).increment();
  }

  private static JsonNode read(HttpClientResponse response, Buffer body) {
    int status = response.statusCode();
    if (status != OK) {
      throw new SignerException(
          code(status), status >= FIRST_SERVER_ERROR || PASSING.contains(status), meaning(status));
    }
    try {
      JsonNode data = JSON.readTree(body.getBytes()).path("data");
      if (data.isObject()) {
        return data;
      }
    } catch (IOException e) {
      // Its message quotes what was answered.
      throw garbage();
    }
    throw garbage();
  }

  private static String meaning(int status) {
    return switch (status) {
      case 400 -> "Vault cannot sign with this key and version";
      case FORBIDDEN -> "Vault refuses the token, or its policy lacks this path";
      case 404 -> "Vault has no such key or engine";
      case 503 -> "Vault is sealed or in maintenance";
      default -> "Vault does not do it";
    };
  }

  static String code(int status) {
    return "VAULT_HTTP_" + status;
  }

  private static SignerException noAnswer(String sentence) {
    return new SignerException("VAULT_NO_ANSWER", true, sentence);
  }

  private static SignerException garbage() {
    return new SignerException("VAULT_GARBAGE", true, "the answer is not Vault's");
  }

  @Override
  public String toString() {
    return "VaultClient[" + base + "]";
  }
}
