package io.aiw3.nft.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * {@code /openapi.json}: the services' own OpenAPI documents as one; {@code /docs}: Swagger UI for
 * it; {@code /asyncapi.yaml} and {@code /schema/…}: the topics. Of a service that is away the
 * document seen last is shown.
 */
final class DocumentationFilter implements Filter {
  private static final System.Logger LOG = System.getLogger(DocumentationFilter.class.getName());
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final String CONTRACT = "/io/aiw3/nft/contract/";
  private static final Pattern SCHEMA = Pattern.compile("/schema/[a-z_.-]{1,80}\\.json");
  private static final Pattern ASSET = Pattern.compile("/docs/swagger-ui[a-z0-9.-]{1,60}");
  private static final Map<String, JsonObject> SEEN = new ConcurrentHashMap<>();
  private static final String UI = swaggerUi();

  private final HttpClient client;
  private final Upstreams upstreams;
  private final Routes routes;

  DocumentationFilter(HttpClient client, Upstreams upstreams, Routes routes) {
    this.client = client;
    this.upstreams = upstreams;
    this.routes = routes;
  }

  @Override
  public void handle(Exchange exchange, Runnable next) {
    String path = exchange.request().path();
    if (!HttpMethod.GET.equals(exchange.request().method())) {
      next.run();
    } else if ("/openapi.json".equals(path)) {
      merged().onSuccess(exchange::json);
    } else if ("/docs".equals(path)) {
      exchange.request().response().setStatusCode(302).putHeader("Location", "/docs/").end();
    } else if ("/docs/".equals(path)) {
      send(exchange, "/docs/index.html", "text/html");
    } else if ("/docs/start.js".equals(path)) {
      send(exchange, path, "text/javascript");
    } else if (ASSET.matcher(path).matches()) {
      send(
          exchange,
          UI + path.substring("/docs/".length()),
          path.endsWith("css") ? "text/css" : "text/javascript");
    } else if ("/asyncapi.yaml".equals(path)) {
      send(exchange, CONTRACT + "asyncapi.yaml", "application/yaml");
    } else if (SCHEMA.matcher(path).matches()) {
      send(exchange, CONTRACT + path.substring(1), "application/schema+json");
    } else {
      next.run();
    }
  }

  private Future<JsonObject> merged() {
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
              return MergedApi.of(found, routes);
            });
  }

  private Future<JsonObject> document(String service) {
    return upstreams.of(service).stream()
        .map(this::read)
        .reduce((first, second) -> first.recover(away -> second))
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
            .setTimeout(LIMIT.toMillis());
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

  private static void send(Exchange exchange, String resource, String type) {
    try (InputStream in = DocumentationFilter.class.getResourceAsStream(resource)) {
      if (in == null) {
        exchange.fail(io.aiw3.nft.kit.api.ErrorCode.NOT_FOUND);
        return;
      }
      HttpServerResponse response = exchange.request().response();
      response
          .putHeader("Content-Type", type + "; charset=utf-8")
          .putHeader("X-Content-Type-Options", "nosniff")
          .putHeader(
              "Content-Security-Policy",
              "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                  + " frame-ancestors 'none'")
          .end(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
