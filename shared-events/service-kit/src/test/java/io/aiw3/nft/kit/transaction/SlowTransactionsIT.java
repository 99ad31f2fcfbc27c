package io.aiw3.nft.kit.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.kit.outbox.OutboxNudge;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A transaction that is slower than its limit, as after a pause of the process: its caller is
 * answered, and it still comes to its own end and gives back its locks and its connection.
 */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
class SlowTransactionsIT {
  private static final Duration TIMEOUT = Duration.ofMillis(400);
  private static final Duration END = Duration.ofSeconds(15);
  private static final String SLOW = "DO SLEEP(1.5)";

  /** More than the pool has connections. */
  private static final int MANY = 40;

  @Inject Vertx vertx;
  @Inject Pool pool;
  @Inject OutboxNudge nudge;
  @Inject Transactions patient;
  Transactions transactions;

  @BeforeEach
  void impatient() {
    transactions = new Transactions(vertx, pool, nudge, "test", TIMEOUT);
  }

  @Test
  void itsLocksAreFreeWhenItEnds() throws Exception {
    String id = UUID.randomUUID().toString();

    isGivenUp(slow(id));

    // Waits for the lock of the first one, and finds what it did.
    assertThat(insert(id).await().atMost(END)).isZero();
  }

  @Test
  void itsLocksAreFreeAlsoWithEntities() throws Exception {
    String id = UUID.randomUUID().toString();

    isGivenUp(slowWithEntities(id));

    assertThat(insert(id).await().atMost(END)).isZero();
  }

  @Test
  void itsConnectionComesBackToThePool() {
    List<CompletableFuture<Integer>> slow =
        IntStream.range(0, MANY)
            .mapToObj(i -> slow(UUID.randomUUID().toString()).subscribeAsCompletionStage())
            .toList();
    slow.forEach(
        one -> assertThatThrownBy(one::join).hasRootCauseInstanceOf(TimeoutException.class));

    assertThat(insert(UUID.randomUUID().toString()).await().atMost(END)).isOne();
  }

  private static void isGivenUp(Uni<Integer> transaction) {
    assertThatThrownBy(
            () -> transaction.subscribeAsCompletionStage().get(END.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TimeoutException.class);
  }

  private Uni<Integer> slow(String id) {
    return transactions.run(tx -> insert(tx, id).call(() -> tx.update(SLOW)));
  }

  private Uni<Integer> slowWithEntities(String id) {
    return transactions.withEntities(tx -> insert(tx, id).call(() -> tx.update(SLOW)));
  }

  private Uni<Integer> insert(String id) {
    return patient.run(tx -> insert(tx, id));
  }

  private static Uni<Integer> insert(Transaction tx, String id) {
    return tx.update("INSERT IGNORE INTO inbox (consumer, message_id) VALUES ('slow', ?)", id);
  }
}
