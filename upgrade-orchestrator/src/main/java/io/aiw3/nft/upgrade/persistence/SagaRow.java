package io.aiw3.nft.upgrade.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.LocalDateTime;

/** A row of the table {@code saga}; times are UTC. See the migration for what each column means. */
@Entity
@Table(name = "saga")
class SagaRow {
  @Id String id;

  @Column(insertable = false, updatable = false)
  Long seq;

  String kind;

  @Column(name = "user_id")
  int userId;

  @Column(name = "from_level")
  int fromLevel;

  @Column(name = "to_level")
  int toLevel;

  String status;
  String state;
  String step;
  @Version long version;
  long changes;

  @Column(name = "state_since")
  LocalDateTime stateSince;

  @Column(name = "next_action_at")
  LocalDateTime nextActionAt;

  int attempts;
  LocalDateTime deadline;
  String wallet;
  Integer badges;

  @Column(name = "old_mint")
  String oldMint;

  @Column(name = "new_mint")
  String newMint;

  @Column(name = "mint_transaction")
  String mintTransaction;

  boolean burned;

  @Column(name = "burn_transaction")
  String burnTransaction;

  @Column(name = "burn_attempt")
  Integer burnAttempt;

  @Column(name = "prepared_transaction")
  String preparedTransaction;

  @Column(name = "prepared_signature")
  String preparedSignature;

  @Column(name = "prepared_last_valid")
  Long preparedLastValid;

  @Column(name = "prepared_expires_at")
  LocalDateTime preparedExpiresAt;

  @Column(name = "signed_transaction")
  String signedTransaction;

  @Column(name = "signed_signature")
  String signedSignature;

  @Column(name = "error_code")
  String errorCode;

  @Column(name = "error_message")
  String errorMessage;

  @Column(name = "traceparent")
  String traceParent;

  @Column(name = "created_at")
  LocalDateTime createdAt;

  @Column(name = "updated_at")
  LocalDateTime updatedAt;

  protected SagaRow() {}
}
