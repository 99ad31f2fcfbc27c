package io.aiw3.nft.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
class TransactionsIT extends KitITBase {
  private static final int THREADS = 6;

  @Inject Transactions transactions;

  @Test
  void everyTransactionEndsWhenTheDatabaseRestartsUnderIt() {
    everyOneEnds(() -> transactions.run(tx -> slow(tx)));
  }

  @Test
  void everyTransactionWithEntitiesEndsToo() {
    everyOneEnds(() -> transactions.withEntities(tx -> slow(tx)));
  }

  @Test
  void sqlSeesWhatTheSessionHasNotWrittenYet() {
    EffectRow row = new EffectRow();
    row.task = "unwritten";
    assertThat(
            transactions
                .withEntities(
                    tx ->
                        tx.session()
                            .persist(row)
                            .invoke(() -> row.count = 7)
                            .chain(
                                () ->
                                    tx.select(
                                        "SELECT task_count FROM effect WHERE id = ?", row.id)))
                .map(rows -> rows.iterator().next().getInteger(0))
                .await()
                .atMost(Duration.ofSeconds(5)))
        .isEqualTo(7);
  }

  @Test
  void aTransactionWithoutEntitiesHasNoSession() {
    assertThatThrownBy(
            () ->
                transactions.run(tx -> tx.session().flush()).await().atMost(Duration.ofSeconds(5)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("withEntities");
  }

  private static Uni<Boolean> slow(Transaction tx) {
    return tx.update("DO SLEEP(0.02)").replaceWith(Boolean.TRUE);
  }

  /** Threads that run one transaction after another never get stuck in one: 15 s is the limit. */
  private static void everyOneEnds(Supplier<Uni<Boolean>> transaction) {
    AtomicBoolean running = new AtomicBoolean(true);
    AtomicInteger done = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    for (int i = 0; i < THREADS; i++) {
      threads.execute(
          () -> {
            while (running.get()) {
              transaction.get().onFailure().recoverWithItem(false).await().indefinitely();
              done.incrementAndGet();
            }
          });
    }
    // The server says that it ends; it says nothing.
    awaitMore(done);
    TestInfrastructure.mysql().restart();
    awaitMore(done);
    TestInfrastructure.mysql().kill();
    TestInfrastructure.mysql().start();
    awaitMore(done);
    running.set(false);
    threads.shutdown();

    Awaitility.await().atMost(Duration.ofSeconds(25)).until(threads::isTerminated);
    assertThat(transaction.get().await().atMost(Duration.ofSeconds(5))).isTrue();
  }

  private static void awaitMore(AtomicInteger done) {
    int before = done.get();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> done.get() > before + 50);
  }
}
