package io.aiw3.nft.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Where the keys of tokens are stored: a file (PEM, JWKS), or an issuer's JWKS address. */
sealed interface KeyPlace {
  /** The keys as they are now; fails if they cannot be read. */
  Future<Buffer> read(Vertx vertx);

  /** How long to wait between two looks. */
  long everyMillis();

  /**
   * @param location a path, or an {@code https} address ({@code http} too, for a proxy beside the
   *     gateway)
   * @param refresh how often an address is polled
   */
  static KeyPlace of(String location, Duration refresh) {
    String lower = location.toLowerCase(Locale.ROOT);
    return lower.startsWith("https:") || lower.startsWith("http:")
        ? new Issuer(URI.create(location), refresh)
        : new KeyFile(Path.of(location));
  }

  /** It may be replaced at any time. */
  record KeyFile(Path path) implements KeyPlace {
    @Override
    public Future<Buffer> read(Vertx vertx) {
      return vertx.fileSystem().readFile(path.toString());
    }

    @Override
    public long everyMillis() {
      return 5_000;
    }
  }

  /** An address that answers with a JWKS. */
  record Issuer(URI address, Duration refresh) implements KeyPlace {
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int LARGEST = 256 * 1024;

    @Override
    public Future<Buffer> read(Vertx vertx) {
      // Read so seldom that a connection is not worth keeping.
      HttpClient client =
          vertx.createHttpClient(
              new HttpClientOptions().setConnectTimeout(PATIENCE_MILLIS).setKeepAlive(false));
      RequestOptions options =
          new RequestOptions()
              .setMethod(HttpMethod.GET)
              .setAbsoluteURI(address.toString())
              .setTimeout(PATIENCE_MILLIS)
              .setIdleTimeout(PATIENCE_MILLIS);
      return client
          .request(options)
          .compose(request -> request.send().compose(this::body))
          .onComplete(end -> client.close());
    }

    private Future<Buffer> body(HttpClientResponse answer) {
      if (answer.statusCode() != 200) {
        return Future.failedFuture(address + " answered " + answer.statusCode());
      }
      Buffer body = Buffer.buffer();
      answer.handler(
          part -> {
            if (body.length() + part.length() > LARGEST) {
              answer.request().reset();
            } else {
              body.appendBuffer(part);
            }
          });
      return answer.end().map(body);
    }

    @Override
    public long everyMillis() {
      return refresh.toMillis();
    }
  }
}
