package io.aiw3.nft.minting.persistence;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;

/** A transaction that was offered for a burn; the sender writes it on the bare table. */
@Entity
@Table(name = "burn_offer")
public class BurnOffer extends PanacheEntityBase {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  public Long id;

  @Column(name = "burn_id")
  public long burnId;

  @Column(name = "transaction_bytes")
  public byte[] transaction;

  public String blockhash;

  @Column(name = "last_valid_block_height")
  public long lastValidBlockHeight;

  /** Newest first. */
  public static Uni<List<BurnOffer>> of(long burnId) {
    return find("burnId = ?1 order by id desc", burnId).list();
  }
}
