package io.aiw3.nft.minting.persistence.definition;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;

/** A revision of an NFT's definition; its image is here until it is pinned. */
@Entity
@Table(name = "nftdefinition")
public class NftDefinition extends PanacheEntityBase {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  public Integer id;

  @Column(name = "nft_level")
  public int level;

  public int revision;

  @Column(name = "current_level")
  public Integer currentLevel;

  public String name;
  public String symbol;
  public String description;

  @Column(name = "image_cid")
  public String imageCid;

  @Column(name = "image_uri")
  public String imageUri;

  /** Of releases that kept a copy; null: on IPFS alone. */
  public String metadata;

  @Column(name = "metadata_cid")
  public String metadataCid;

  @Column(name = "metadata_uri")
  public String metadataUri;

  @Column(name = "pinning_state")
  public String pinningState;

  @Column(name = "pinning_attempts")
  public int pinningAttempts;

  @Column(name = "pinning_error")
  public String pinningError;

  @Column(name = "created_by")
  public String createdBy;

  @Column(name = "createdAt")
  public LocalDateTime createdAt;
}
