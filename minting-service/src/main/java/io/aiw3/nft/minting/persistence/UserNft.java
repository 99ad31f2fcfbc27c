package io.aiw3.nft.minting.persistence;

import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.WireName;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.hibernate.annotations.DynamicUpdate;

/** An NFT of a user ({@code usernft} of the data models). */
@Entity
@Table(name = "usernft")
@DynamicUpdate
public class UserNft extends PanacheEntityBase {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  public Integer id;

  @Column(name = "user_id")
  public int userId;

  @Column(name = "nft_definition_id")
  public int definitionId;

  @Column(name = "nft_mint_address")
  public String mintAddress;

  @Column(name = "nft_level")
  public int level;

  @Column(name = "nft_name")
  public String name;

  @Column(name = "metadata_uri")
  public String metadataUri;

  @Column(name = "image_uri")
  public String imageUri;

  public String status;

  /** Number of the newest change, 1 for the mint. */
  public long version;

  @Column(name = "wallet_address")
  public String walletAddress;

  @Column(name = "request_id")
  public String requestId;

  @Column(name = "mint_transaction")
  public String mintTransaction;

  @Column(name = "burn_transaction")
  public String burnTransaction;

  @Column(name = "claimed_at")
  public LocalDateTime claimedAt;

  @Column(name = "activated_at")
  public LocalDateTime activatedAt;

  @Column(name = "last_upgraded_at")
  public LocalDateTime lastUpgradedAt;

  @Column(name = "burned_at")
  public LocalDateTime burnedAt;

  @Column(name = "updatedAt")
  public LocalDateTime updatedAt;

  @PreUpdate
  void touch() {
    updatedAt = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS);
  }

  public NftStatus status() {
    return WireName.parse(NftStatus.class, status);
  }

  public static Uni<UserNft> ofRequest(String requestId) {
    return find("requestId", requestId).firstResult();
  }

  public static Uni<UserNft> ofUser(int userId, String mintAddress) {
    return find("userId = ?1 and mintAddress = ?2", userId, mintAddress).firstResult();
  }

  /** The same, locked. */
  public static Uni<UserNft> lock(int userId, String mintAddress) {
    return UserNft.<UserNft>find("userId = ?1 and mintAddress = ?2", userId, mintAddress)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult();
  }
}
