package io.aiw3.nft.qualification.persistence.ledger;

import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Which records of {@code trades} became dead letters, in the inbox: each of them once. */
public final class DeadRecords {
  private static final String CONSUMER = Topics.deadLetter(Topics.TRADES);

  private DeadRecords() {}

  /**
   * @param places topic, partition and offset of each, with {@code -} between them
   * @return those that were not there
   */
  public static Uni<Set<String>> add(Transaction tx, Collection<String> places) {
    Set<String> added = new TreeSet<>(places);
    return tx.run(
            "SELECT message_id FROM inbox WHERE consumer = '%s' AND message_id IN ('%s') FOR UPDATE"
                .formatted(CONSUMER, String.join("','", places)))
        .invoke(rows -> rows.forEach(row -> added.remove(row.getString(0))))
        .chain(
            () ->
                added.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : tx.run(
                            "INSERT INTO inbox (consumer, message_id) VALUES ('%s','%s')"
                                .formatted(
                                    CONSUMER, String.join("'),('" + CONSUMER + "','", added)))
                        .replaceWithVoid())
        .replaceWith(added);
  }
}
