package io.aiw3.nft.qualification.ingest;

import io.aiw3.nft.kit.inbox.DeadLetters;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.qualification.ingest.TradeBatch.Rejected;
import io.aiw3.nft.qualification.persistence.ledger.DeadRecords;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A batch of trades takes effect: ledger, volumes, qualifications, snapshots, dead letters. */
@ApplicationScoped
class BatchTransaction {
  private final Transactions transactions;
  private final Ledger ledger;
  private final VolumeUpdate volumes;
  private final IngestConfig config;
  private final String source;

  BatchTransaction(
      Transactions transactions,
      Ledger ledger,
      VolumeUpdate volumes,
      IngestConfig config,
      @ConfigProperty(name = "quarkus.application.name") String application) {
    this.transactions = transactions;
    this.ledger = ledger;
    this.volumes = volumes;
    this.config = config;
    this.source = "/" + application;
  }

  /** What a batch came to. */
  record Result(int taken, int duplicates, int rejected, List<Integer> users) {}

  Uni<Result> run(TradeBatch batch) {
    return transactions.run(
        tx ->
            ledger
                .take(tx, batch)
                .chain(
                    outcome ->
                        volumes
                            .apply(tx, outcome.changes(), batch.size() >= config.behind())
                            .chain(
                                users ->
                                    bury(tx, batch, outcome)
                                        .map(
                                            dead ->
                                                new Result(
                                                    outcome.taken(),
                                                    outcome.duplicates(),
                                                    dead,
                                                    users)))));
  }

  /** Each bad record is a dead letter once, also when it is read again. */
  private Uni<Integer> bury(Transaction tx, TradeBatch batch, Ledger.Outcome outcome) {
    Map<String, Rejected> dead = new HashMap<>();
    batch.rejected().forEach(bad -> dead.put(coordinates(bad.message()), bad));
    outcome.rejected().forEach(bad -> dead.put(coordinates(bad.message()), bad));
    if (dead.isEmpty()) {
      return Uni.createFrom().item(0);
    }
    if (batch.size() > 1 && dead.size() > config.maxDeadLetters()) {
      return Uni.createFrom().failure(TooManyDeadLettersException::new);
    }
    return DeadRecords.add(tx, dead.keySet())
        .map(
            added -> {
              dead.keySet().retainAll(added);
              List<Rejected> inOrder = new ArrayList<>(dead.values());
              inOrder.sort((a, b) -> Long.compare(a.message().offset(), b.message().offset()));
              inOrder.forEach(
                  bad -> tx.publish(DeadLetters.of(bad.message(), bad.reason(), source)));
              return dead.size();
            });
  }

  private static String coordinates(ConsumerRecord<byte[], byte[]> message) {
    return message.topic() + "-" + message.partition() + "-" + message.offset();
  }
}
