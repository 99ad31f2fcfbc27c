package io.aiw3.nft.minting.persistence;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import org.hibernate.annotations.DynamicUpdate;

/** An attempt at a mint or a burn, as the consumers see it; the sender works on the bare table. */
@Entity
@Table(name = "chain_transaction")
@DynamicUpdate
public class ChainTransaction extends PanacheEntityBase {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  public Long id;

  public String kind;

  @Column(name = "request_id")
  public String requestId;

  public int attempt;
  public String state;

  @Column(name = "user_id")
  public int userId;

  @Column(name = "wallet_address")
  public String walletAddress;

  @Column(name = "nft_level")
  public Integer level;

  @Column(name = "mint_address")
  public String mintAddress;

  public String signature;

  @Column(name = "transaction_bytes")
  public byte[] transaction;

  @Column(name = "last_valid_block_height")
  public Long lastValidBlockHeight;

  @Column(name = "expires_at")
  public LocalDateTime expiresAt;

  @Column(name = "error_code")
  public String errorCode;

  @Column(name = "error_message")
  public String errorMessage;

  @Column(name = "delay_told")
  public String delayTold;

  /** The newest attempt of a request, locked. */
  public static Uni<ChainTransaction> newest(String kind, String requestId) {
    return ChainTransaction.<ChainTransaction>find(
            "kind = ?1 and requestId = ?2 order by attempt desc", kind, requestId)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .page(0, 1)
        .firstResult();
  }

  /** One attempt, locked. */
  public static Uni<ChainTransaction> attempt(String kind, String requestId, int attempt) {
    return ChainTransaction.<ChainTransaction>find(
            "kind = ?1 and requestId = ?2 and attempt = ?3", kind, requestId, attempt)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult();
  }
}
