package io.aiw3.nft.kit.transaction;

import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.kit.outbox.OutboxRow;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** A running database transaction of Hibernate Reactive, and what it will publish. */
public final class Transaction implements Events {
  private final Mutiny.Session session;
  private final PendingEvents events;

  Transaction(Mutiny.Session session, PendingEvents events) {
    this.session = session;
    this.events = events;
  }

  /** The session; Panache's own methods use the same one. */
  public Mutiny.Session session() {
    return session;
  }

  /**
   * Runs a native statement with parameters {@code ?1}, {@code ?2}, ….
   *
   * @return the number of affected rows
   */
  public Uni<Integer> update(String sql, Object... parameters) {
    var query = session.createNativeQuery(sql);
    for (int i = 0; i < parameters.length; i++) {
      query.setParameter(i + 1, parameters[i]);
    }
    return query.executeUpdate();
  }

  @Override
  public void publish(ContractMessage message) {
    events.publish(message);
  }

  @Override
  public void publish(OutboxRow row) {
    events.publish(row);
  }

  @Override
  public void inTrace(String traceParent) {
    events.inTrace(traceParent);
  }

  @Override
  public String traceParent() {
    return events.traceParent();
  }

  PendingEvents events() {
    return events;
  }
}
