package io.aiw3.nft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.kit.api.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a filter does wrong, the caller gets one answer. */
class ErrorPathIT {
  private static final Filter IDS = new RequestIdFilter();
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() throws Exception {
    Stage.wait(vertx.close());
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault(
            "throws",
            500,
            (exchange, next) -> {
              throw new IllegalStateException("secret");
            }),
        fault(
            "throws an error",
            500,
            (exchange, next) -> {
              throw new AssertionError("secret");
            }),
        fault("fails", 500, (exchange, next) -> Future.failedFuture("secret")),
        fault("returns nothing", 500, (exchange, next) -> null),
        fault("does not answer", 500, (exchange, next) -> Future.succeededFuture()),
        fault("hands on at the end", 500, (exchange, next) -> next.proceed()),
        fault(
            "throws in what follows",
            500,
            (exchange, next) ->
                Future.succeededFuture()
                    .compose(
                        done -> {
                          throw new IllegalStateException("secret");
                        })),
        fault(
            "refuses",
            404,
            (exchange, next) -> {
              throw new Refusal(ErrorCode.NOT_FOUND);
            }),
        fault(
            "answers twice",
            200,
            (exchange, next) -> {
              exchange.answer(200, new JsonObject());
              exchange.answer(201, new JsonObject());
              return Future.succeededFuture();
            }),
        fault(
            "answers and throws",
            200,
            (exchange, next) -> {
              exchange.answer(200, new JsonObject());
              throw new IllegalStateException("secret");
            }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void oneAnswer(String name, int status, Filter filter) throws Exception {
    Filter chain = Filter.chain(List.of(IDS, filter));
    HttpServer server =
        Stage.wait(
            vertx
                .createHttpServer()
                .requestHandler(request -> chain.run(new Exchange(vertx, request)))
                .listen(0, "127.0.0.1"));

    String answer =
        RawConnection.exchange(
            server.actualPort(), "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ").doesNotContain("secret");
    assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(2);
  }

  private static Arguments fault(String name, int status, Filter filter) {
    return Arguments.of(name, status, filter);
  }
}
