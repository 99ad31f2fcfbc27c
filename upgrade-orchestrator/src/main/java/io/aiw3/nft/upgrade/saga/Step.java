package io.aiw3.nft.upgrade.saga;

import java.util.Locale;

/** The steps that a user sees ({@code nft:transaction_status}), and how far each is. */
public enum Step {
  STARTED(0, "pending"),
  QUALIFICATION_VERIFIED(10, "confirmed"),
  BADGES_RESERVED(20, "confirmed"),
  BURN_PREPARED(30, "pending"),
  BURN_SUBMITTED(40, "submitted"),
  BURN_CONFIRMED(50, "confirmed"),
  MINT_SUBMITTED(70, "submitted"),
  MINT_CONFIRMED(80, "confirmed"),
  BADGES_CONSUMED(90, "confirmed"),
  MINT_COMPLETED(100, "confirmed");

  private final int progress;
  private final String transactionStatus;

  Step(int progress, String transactionStatus) {
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
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Step of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
