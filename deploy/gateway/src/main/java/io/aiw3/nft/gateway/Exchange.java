package io.aiw3.nft.gateway;

import io.aiw3.nft.kit.api.ErrorCode;
import io.aiw3.nft.kit.api.Problem;
import io.aiw3.nft.kit.api.Remainder;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/** One request on its way through the filters. Used by one event loop only. */
final class Exchange {
  static final String RETRY_AFTER_SECONDS = "2";
  static final String JSON = "application/json";
  private static final int PIECE_BYTES = 64 * 1024;
  private static final System.Logger LOG = System.getLogger(Exchange.class.getName());

  private final Vertx vertx;
  private final HttpServerRequest request;
  private String requestId = "";
  private Client client;
  private Route route;
  private Buffer body;
  private boolean answered;
  private final List<Runnable> abandoned = new ArrayList<>();

  Exchange(Vertx vertx, HttpServerRequest request) {
    this.vertx = vertx;
    this.request = request;
  }

  HttpServerRequest request() {
    return request;
  }

  String requestId() {
    return requestId;
  }

  void requestId(String id) {
    requestId = id;
  }

  /** Who calls. Known to every filter behind {@link ClientFilter}. */
  Client client() {
    return client;
  }

  void client(Client found) {
    client = found;
  }

  /** Known to every filter behind {@link RoutingFilter}. */
  Route route() {
    return route;
  }

  void route(Route found) {
    route = found;
  }

  /** The whole body; null when the request has none. Known behind {@link BodyFilter}. */
  Buffer body() {
    return body;
  }

  void body(Buffer read) {
    body = read;
  }

  /** Whether the head says that a body comes. */
  boolean announcesBody() {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || (length != null && !length.equals("0"));
  }

  /** Whether the caller has closed the connection. */
  boolean isAbandoned() {
    return request.response().closed();
  }

  /** Called once if the caller closes the connection before the answer has ended. */
  void whenAbandoned(Runnable action) {
    if (abandoned.isEmpty()) {
      request.response().closeHandler(gone -> abandoned.forEach(Runnable::run));
    }
    abandoned.add(action);
  }

  /**
   * Takes the right to answer.
   *
   * @throws IllegalStateException if the request has its answer already
   */
  void claim() {
    if (answered) {
      throw new IllegalStateException("the request has its answer already");
    }
    answered = true;
  }

  boolean isAnswered() {
    return answered;
  }

  /**
   * @param type null with an empty content
   */
  void answer(int status, String type, Buffer content) {
    claim();
    send(status, type, content);
  }

  void answer(int status, JsonObject content) {
    answer(status, JSON, content.toBuffer());
  }

  /** For use as a function. */
  Void answer(SharedAnswers.Answer answer) {
    answer(answer.status(), answer.type(), answer.content());
    return null;
  }

  /** Ends the exchange in the services' error envelope, or cuts off an answer that is under way. */
  void fail(Throwable failure) {
    HttpServerResponse response = request.response();
    if (isAbandoned()) {
      return;
    }
    if (!(failure instanceof Refusal)) {
      LOG.log(Level.ERROR, () -> "request failed requestId=" + requestId, failure);
    }
    if (response.headWritten()) {
      request.connection().close();
      return;
    }
    answered = true;
    Refusal refusal =
        failure instanceof Refusal known ? known : new Refusal(ErrorCode.INTERNAL_ERROR);
    if (refusal.code() == ErrorCode.DEPENDENCY_UNAVAILABLE) {
      response.putHeader("Retry-After", RETRY_AFTER_SECONDS);
    }
    ErrorBody error = new ErrorBody(refusal, requestId);
    boolean problem = Problem.isWanted(request);
    send(
        refusal.code().status(),
        problem ? Problem.MEDIA_TYPE : JSON,
        problem ? error.problem() : error.envelope());
  }

  /** Where the rest of the body is not awaited, the connection ends with the answer. */
  private void send(int status, String type, Buffer content) {
    HttpServerResponse response = request.response();
    boolean unread = announcesBody() && !request.isEnded();
    if (unread) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    response.setStatusCode(status);
    if (type == null) {
      response.end();
    } else {
      response
          .putHeader(HttpHeaders.CONTENT_TYPE, type)
          .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.length()));
      write(response, content, 0);
    }
    if (unread) {
      Remainder.discardAndClose(vertx, request);
    }
  }

  /** Piece by piece: a caller who does not read costs one piece, not the whole. */
  private static void write(HttpServerResponse response, Buffer content, int from) {
    int at = from;
    while (content.length() - at > PIECE_BYTES) {
      if (response.writeQueueFull()) {
        int next = at;
        response.drainHandler(drained -> write(response, content, next));
        return;
      }
      response.write(content.slice(at, at + PIECE_BYTES));
      at += PIECE_BYTES;
    }
    response.end(content.slice(at, content.length()));
  }
}
