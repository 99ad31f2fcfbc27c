package io.aiw3.nft.upgrade.saga;

import io.aiw3.nft.contract.WireName;

/** The steps that a user sees ({@code nft:transaction_status}), and how far each is. */
public enum Step implements WireName {
  STARTED("started", 0, "pending"),
  QUALIFICATION_VERIFIED("qualification_verified", 10, "confirmed"),
  BADGES_RESERVED("badges_reserved", 20, "confirmed"),
  BURN_PREPARED("burn_prepared", 30, "pending"),
  BURN_SUBMITTED("burn_submitted", 40, "submitted"),
  BURN_CONFIRMED("burn_confirmed", 50, "confirmed"),
  MINT_SUBMITTED("mint_submitted", 70, "submitted"),
  MINT_CONFIRMED("mint_confirmed", 80, "confirmed"),
  BADGES_CONSUMED("badges_consumed", 90, "confirmed"),
  MINT_COMPLETED("mint_completed", 100, "confirmed");

  private final String wireName;
  private final int progress;
  private final String transactionStatus;

  Step(String wireName, int progress, String transactionStatus) {
    this.wireName = wireName;
    this.progress = progress;
    this.transactionStatus = transactionStatus;
  }

  /** 0–100. */
  public int progress() {
    return progress;
  }

  /** {@code status} of {@code nft:transaction_status} when the step is reached. */
  public String transactionStatus() {
    return transactionStatus;
  }

  /** The name in tables and on the wire. */
  @Override
  public String wireName() {
    return wireName;
  }

  public static Step of(String wireName) {
    return WireName.parse(Step.class, wireName);
  }
}
