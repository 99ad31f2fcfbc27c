package io.aiw3.nft.minting.persistence;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;

/** A step in the life of an NFT. */
@Entity
@Table(name = "usernft_history")
public class NftHistory extends PanacheEntityBase {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  public Long id;

  @Column(name = "nft_mint_address")
  public String mintAddress;

  public String event;
  public LocalDateTime at;

  @Column(name = "transaction_signature")
  public String transactionSignature;

  /** All steps of these NFTs, in order. */
  public static Uni<List<NftHistory>> of(Collection<String> mints) {
    return mints.isEmpty()
        ? Uni.createFrom().item(List.of())
        : NftHistory.<NftHistory>find("mintAddress in ?1 order by id", mints).list();
  }
}
