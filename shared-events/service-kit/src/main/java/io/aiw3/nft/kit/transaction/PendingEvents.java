package io.aiw3.nft.kit.transaction;

import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.kit.outbox.OutboxRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Collects the messages of one transaction. */
public final class PendingEvents implements Events {
  private final String source;
  private final List<OutboxRow> rows = new ArrayList<>();

  private String traceParent;

  PendingEvents(String source, String traceParent) {
    this.source = source;
    this.traceParent = traceParent;
  }

  @Override
  public void inTrace(String traceParent) {
    this.traceParent = traceParent;
  }

  @Override
  public String traceParent() {
    return traceParent;
  }

  @Override
  public void publish(ContractMessage message) {
    rows.add(OutboxRow.of(message, source, Instant.now(), traceParent));
  }

  @Override
  public void publish(OutboxRow row) {
    rows.add(row);
  }

  List<OutboxRow> rows() {
    return rows;
  }
}
