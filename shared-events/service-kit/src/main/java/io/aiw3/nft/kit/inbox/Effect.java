package io.aiw3.nft.kit.inbox;

import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.kit.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What a topic's records do: a state change in a given transaction, by several records in their
 * order or by one. It may run more than once and takes effect once; a {@link BadMessageException}
 * from it makes a dead letter.
 *
 * <p>Several records are seen in one transaction, whose plain reads all show what was committed at
 * the first of them: an effect takes its locks on all that the records are about before it reads.
 *
 * @param type of the records' bodies
 * @param tombstones a record without a value has an {@link Inbound} without one; otherwise it is a
 *     dead letter
 * @param entities its transaction has a session
 */
public record Effect<T>(
    Class<T> type,
    boolean tombstones,
    boolean entities,
    BiFunction<List<Inbound<T>>, Transaction, Uni<Void>> change) {

  /** Of records one by one. */
  public static <T> Effect<T> of(
      Class<T> type, BiFunction<Inbound<T>, Transaction, Uni<Void>> change) {
    return ofAll(
        type,
        (inbounds, tx) -> {
          Uni<Void> all = Uni.createFrom().voidItem();
          for (Inbound<T> inbound : inbounds) {
            all = all.chain(() -> change.apply(inbound, tx));
          }
          return all;
        });
  }

  /** Of all records that were fetched together. */
  public static <T> Effect<T> ofAll(
      Class<T> type, BiFunction<List<Inbound<T>>, Transaction, Uni<Void>> change) {
    return new Effect<>(type, false, false, change);
  }

  /** For a compacted topic. */
  public Effect<T> withTombstones() {
    return new Effect<>(type, true, entities, change);
  }

  /** The state is kept in entities. */
  public Effect<T> withEntities() {
    return new Effect<>(type, tombstones, true, change);
  }

  <R> Uni<R> in(Transactions transactions, Function<Transaction, Uni<R>> work) {
    return entities ? transactions.withEntities(work) : transactions.run(work);
  }
}
