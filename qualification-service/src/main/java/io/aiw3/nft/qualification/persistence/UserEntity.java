package io.aiw3.nft.qualification.persistence;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import org.hibernate.annotations.Immutable;

/** A row of {@code user}, for reading: changes go through {@link Users} and its neighbours. */
@Entity(name = "User")
@Table(name = "`user`")
@Immutable
public class UserEntity extends PanacheEntityBase {
  @Id public Integer id;

  @Column(name = "wallet_address")
  public String walletAddress;

  @Column(name = "current_nft_level")
  public int currentLevel;

  @Column(name = "current_nft_mint")
  public String currentMint;

  @Column(name = "next_level")
  public int nextLevel;

  @Column(name = "cached_trading_volume")
  public BigDecimal tradingVolume;
}
