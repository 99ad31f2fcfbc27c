package io.aiw3.nft.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.aiw3.nft.kit.api.ErrorCode;
import io.aiw3.nft.kit.api.RequestId;
import io.aiw3.nft.kit.api.StateVersion;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Fetches the parts of composed answers: each within a time and a number of bytes, with the
 * caller's own token. Numbers are kept as the service wrote them.
 */
final class Parts {
  /**
   * What a service needs of the caller's request; it answers in JSON, whichever type the caller
   * accepts.
   */
  private static final List<String> HEADERS =
      List.of(
          "Authorization",
          RequestId.HEADER,
          StateVersion.HEADER,
          "X-Forwarded-For",
          "X-Forwarded-Proto",
          "X-Forwarded-Host",
          "Accept-Language",
          "traceparent",
          "tracestate");

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();
  private static final int OK = 200;
  private static final int CLIENT_ERRORS = 400;
  private static final int SERVER_ERRORS = 500;

  private final HttpClient client;
  private final Upstreams upstreams;
  private final Duration timeout;
  private final int limit;

  /**
   * @param timeout of a part as a whole
   * @param limit bytes of a part
   */
  Parts(HttpClient client, Upstreams upstreams, Duration timeout, int limit) {
    this.client = client;
    this.upstreams = upstreams;
    this.timeout = timeout;
    this.limit = limit;
  }

  /**
   * What became of a part: its data, or that there is nothing, or a refusal of the request.
   *
   * @param data JSON
   */
  record Outcome(Buffer data, Refusal refusal) {
    boolean isNothing() {
      return data == null && refusal == null;
    }
  }

  /** Fails when the service is unavailable, too slow or answers too much. */
  Future<Outcome> fetch(Exchange exchange, Composition.Part part, Map<String, String> variables) {
    Future<HttpClientRequest> connected = upstreams.connect(client, part.service(), timeout);
    return connected
        .compose(
            request -> {
              if (exchange.isAbandoned()) {
                return Future.failedFuture("the caller has left");
              }
              exchange.whenAbandoned(request::reset);
              prepare(exchange, part, variables, request);
              return request.send().compose(response -> read(request, response));
            })
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        // A connection that comes later is given back too.
        .onFailure(failure -> connected.onSuccess(HttpClientRequest::reset));
  }

  private static void prepare(
      Exchange exchange,
      Composition.Part part,
      Map<String, String> variables,
      HttpClientRequest request) {
    request.setMethod(HttpMethod.GET);
    request.setURI(part.uri(variables, exchange.request().query()));
    for (String name : HEADERS) {
      String value = exchange.request().getHeader(name);
      if (value != null) {
        request.putHeader(name, value);
      }
    }
    request.putHeader(HttpHeaders.ACCEPT, Exchange.JSON);
  }

  private Future<Outcome> read(HttpClientRequest request, HttpClientResponse response) {
    Promise<Buffer> body = Promise.promise();
    Buffer read = Buffer.buffer();
    response.exceptionHandler(body::tryFail);
    response.handler(
        piece -> {
          if (read.length() + piece.length() > limit) {
            body.tryFail("more than " + limit + " bytes");
            request.reset();
          } else {
            read.appendBuffer(piece);
          }
        });
    response.endHandler(end -> body.tryComplete(read));
    return body.future().compose(all -> outcome(response.statusCode(), all));
  }

  private static Future<Outcome> outcome(int status, Buffer body) {
    if (status >= CLIENT_ERRORS && status < SERVER_ERRORS) {
      return refusal(body);
    }
    if (status != OK) {
      return Future.failedFuture("status " + status);
    }
    try {
      Buffer data = data(body.getBytes());
      return data == null
          ? Future.failedFuture("no data")
          : Future.succeededFuture(new Outcome(data, null));
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }

  /** The field {@code data}, every number exactly as it was; null without one. */
  private static Buffer data(byte[] envelope) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream(envelope.length);
    boolean isThere = false;
    try (JsonParser in = JSON.createParser(envelope);
        JsonGenerator out = JSON.createGenerator(data)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the answer is not a JSON object");
      }
      while (in.nextToken() != JsonToken.END_OBJECT) {
        boolean isData = in.currentName().equals("data");
        in.nextToken();
        if (isData) {
          out.copyCurrentStructureExact(in);
          isThere = true;
        } else {
          in.skipChildren();
        }
      }
    }
    return isThere ? Buffer.buffer(data.toByteArray()) : null;
  }

  /**
   * As the service refused it; the services' codes are the gateway's. A service that does not name
   * what it has not found is one that does not know the path: an older version.
   */
  private static Future<Outcome> refusal(Buffer body) {
    try {
      JsonObject error = body.toJsonObject().getJsonObject("error");
      if (ErrorCode.NOT_FOUND.name().equals(error.getString("code"))) {
        return error.getJsonObject("details").containsKey("resource")
            ? Future.succeededFuture(new Outcome(null, null))
            : Future.failedFuture("the path is not known");
      }
      return Future.succeededFuture(
          new Outcome(
              null,
              new Refusal(
                  ErrorCode.valueOf(error.getString("code")), error.getJsonObject("details"))));
    } catch (DecodeException
        | ClassCastException
        | NullPointerException
        | IllegalArgumentException e) {
      return Future.failedFuture(e);
    }
  }
}
