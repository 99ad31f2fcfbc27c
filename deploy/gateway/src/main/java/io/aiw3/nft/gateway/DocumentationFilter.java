package io.aiw3.nft.gateway;

import io.aiw3.nft.gateway.SharedAnswers.Answer;
import io.aiw3.nft.kit.api.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * {@code /openapi.json}: the services' own OpenAPI documents as one; {@code /docs}: Swagger UI for
 * it; {@code /asyncapi.yaml} and {@code /schema/…}: the topics. Each is put together once for all
 * callers of a few seconds. Of a service that is unavailable the document seen last is shown.
 */
final class DocumentationFilter implements Filter {
  private static final System.Logger LOG = System.getLogger(DocumentationFilter.class.getName());
  private static final Duration DOCUMENT_TIMEOUT = Duration.ofSeconds(3);
  private static final String CONTRACT = "/io/aiw3/nft/contract/";
  private static final Pattern SCHEMA = Pattern.compile("/schema/[a-z_.-]{1,80}\\.json");
  private static final Pattern ASSET = Pattern.compile("/docs/swagger-ui[a-z0-9.-]{1,60}");
  private static final Map<String, JsonObject> SEEN = new ConcurrentHashMap<>();
  private static final String POLICY =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " frame-ancestors 'none'";
  private static final String UI = swaggerUi();

  private final HttpClient client;
  private final Upstreams upstreams;
  private final Routes routes;
  private final SharedAnswers answers;

  /** Without routes there is nothing to describe, and nothing is served. */
  static Filter of(HttpClient client, Upstreams upstreams, Routes routes, SharedAnswers answers) {
    return routes.isEmpty()
        ? (exchange, next) -> next.proceed()
        : new DocumentationFilter(client, upstreams, routes, answers);
  }

  private DocumentationFilter(
      HttpClient client, Upstreams upstreams, Routes routes, SharedAnswers answers) {
    this.answers = answers;
    this.client = client;
    this.upstreams = upstreams;
    this.routes = routes;
  }

  @Override
  public Future<Void> handle(Exchange exchange, Next next) {
    String path = exchange.request().path();
    if (!HttpMethod.GET.equals(exchange.request().method()) || path == null) {
      return next.proceed();
    }
    if ("/docs".equals(path)) {
      exchange.request().response().putHeader("Location", "/docs/");
      exchange.answer(302, null, Buffer.buffer());
      return Future.succeededFuture();
    }
    if ("/openapi.json".equals(path)) {
      return answers.get(path, this::merged).<Void>map(exchange::answer);
    }
    Optional<Page> page = page(path);
    if (page.isEmpty()) {
      return next.proceed();
    }
    return answers
        .get(path, page.get()::read)
        .map(
            answer -> {
              exchange
                  .request()
                  .response()
                  .putHeader("X-Content-Type-Options", "nosniff")
                  .putHeader("Content-Security-Policy", POLICY);
              return exchange.answer(answer);
            });
  }

  private static Optional<Page> page(String path) {
    if ("/docs/".equals(path)) {
      return Optional.of(new Page("/docs/index.html", "text/html"));
    } else if ("/docs/start.js".equals(path)) {
      return Optional.of(new Page(path, "text/javascript"));
    } else if (ASSET.matcher(path).matches()) {
      return Optional.of(
          new Page(
              UI + path.substring("/docs/".length()),
              path.endsWith("css") ? "text/css" : "text/javascript"));
    } else if ("/asyncapi.yaml".equals(path)) {
      return Optional.of(new Page(CONTRACT + "asyncapi.yaml", "application/yaml"));
    } else if (SCHEMA.matcher(path).matches()) {
      return Optional.of(new Page(CONTRACT + path.substring(1), "application/schema+json"));
    }
    return Optional.empty();
  }

  private Future<Answer> merged() {
    List<String> services = new ArrayList<>(routes.services());
    List<Future<JsonObject>> documents = services.stream().map(this::document).toList();
    return Future.join(documents)
        .otherwiseEmpty()
        .map(
            all -> {
              Map<String, JsonObject> found = new TreeMap<>();
              for (String service : services) {
                JsonObject document = SEEN.get(service);
                if (document != null) {
                  found.put(service, document);
                }
              }
              return new Answer(200, Exchange.JSON, MergedApi.of(found, routes).toBuffer());
            });
  }

  private Future<JsonObject> document(String service) {
    return upstreams.of(service).stream()
        .map(this::read)
        .reduce((first, second) -> first.recover(unavailable -> second))
        .orElseThrow()
        .onSuccess(document -> SEEN.put(service, document))
        .onFailure(e -> LOG.log(Level.WARNING, "no document service={0} cause={1}", service, e));
  }

  private Future<JsonObject> read(SocketAddress replica) {
    RequestOptions options =
        new RequestOptions()
            .setHost(replica.host())
            .setPort(replica.port())
            .setURI("/q/openapi?format=json")
            .setTimeout(DOCUMENT_TIMEOUT.toMillis());
    return client
        .request(options)
        .compose(request -> request.send())
        .compose(
            response ->
                response.statusCode() == 200
                    ? response.body()
                    : Future.failedFuture("status " + response.statusCode()))
        .map(body -> body.toJsonObject());
  }

  /** A file on the class path. */
  private record Page(String resource, String type) {
    Future<Answer> read() {
      try (InputStream in = DocumentationFilter.class.getResourceAsStream(resource)) {
        return in == null
            ? Future.failedFuture(new Refusal(ErrorCode.NOT_FOUND))
            : Future.succeededFuture(
                new Answer(200, type + "; charset=utf-8", Buffer.buffer(in.readAllBytes())));
      } catch (IOException e) {
        return Future.failedFuture(e);
      }
    }
  }

  /** The folder of the web jar; its name holds the version. */
  private static String swaggerUi() {
    String about = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    try (InputStream in = DocumentationFilter.class.getResourceAsStream(about)) {
      java.util.Properties properties = new java.util.Properties();
      properties.load(in);
      return "/META-INF/resources/webjars/swagger-ui/" + properties.getProperty("version") + "/";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
