package io.aiw3.nft.gateway;

import io.aiw3.nft.kit.api.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * {@code /console/}: the web console. Its pages have addresses of their own, so a path without a
 * file behind it is the console itself; what has its hash in its name is kept for a year.
 */
final class ConsoleFilter implements Filter {
  private static final String ROOT = "/console/";
  private static final int OK = 200;
  private static final int FOUND = 302;
  private static final String KEPT = "public, max-age=31536000, immutable";
  private static final String CHECKED = "no-cache";

  private final ConsoleFiles files;
  private final String policy;
  private final JsonObject config;

  ConsoleFilter(ConsoleSettings settings) {
    files = new ConsoleFiles(settings.directory());
    policy = settings.policy(files.policy());
    config = settings.config();
  }

  /** Null settings: there is no console, and nothing is served. */
  static Filter of(ConsoleSettings settings) {
    return settings == null ? (exchange, next) -> next.proceed() : new ConsoleFilter(settings);
  }

  @Override
  public Future<Void> handle(Exchange exchange, Next next) {
    String path = exchange.request().path();
    if (!HttpMethod.GET.equals(exchange.request().method()) || path == null) {
      return next.proceed();
    }
    if ("/console".equals(path) || "/".equals(path)) {
      exchange.request().response().putHeader("Location", ROOT);
      exchange.answer(FOUND, null, Buffer.buffer());
      return Future.succeededFuture();
    }
    if (!path.startsWith(ROOT)) {
      return next.proceed();
    }
    String name = path.substring(ROOT.length());
    MultiMap headers = exchange.request().response().headers();
    headers
        .set("X-Content-Type-Options", "nosniff")
        .set("Referrer-Policy", "no-referrer")
        .set("Cross-Origin-Opener-Policy", "same-origin")
        .set("Content-Security-Policy", policy)
        .set("Cache-Control", name.startsWith("assets/") ? KEPT : CHECKED);
    if ("config.json".equals(name)) {
      exchange.answer(OK, config);
      return Future.succeededFuture();
    }
    ConsoleFiles.Page page = page(name).orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND));
    boolean small = page.gzipped() != null && acceptsGzip(exchange);
    if (page.gzipped() != null) {
      headers.set("Vary", "Accept-Encoding");
    }
    if (small) {
      headers.set("Content-Encoding", "gzip");
    }
    exchange.answer(OK, page.type(), small ? page.gzipped() : page.content());
    return Future.succeededFuture();
  }

  private Optional<ConsoleFiles.Page> page(String name) {
    boolean file = name.substring(name.lastIndexOf('/') + 1).contains(".");
    return file ? files.find(name) : files.find("index.html");
  }

  private static boolean acceptsGzip(Exchange exchange) {
    String accepted = exchange.request().getHeader("Accept-Encoding");
    return accepted != null && accepted.contains("gzip");
  }
}
