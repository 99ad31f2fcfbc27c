package io.aiw3.nft.kit.transaction;

/** What a failure says about the next attempt. */
public enum FailureKind {
  /** The database cannot hold the values: no attempt will help. A message is a dead letter. */
  DATA("data"),

  /** Transactions were in each other's way: the same one may succeed at once. */
  CONFLICT("conflict"),

  /** The database is unavailable, busy, full or not set up: wait and alarm. Never a dead letter. */
  SYSTEM("system"),

  /** Not known to be any of them: a bounded number of attempts. */
  OTHER("other");

  private final String label;

  FailureKind(String label) {
    this.label = label;
  }

  /** The name in metrics. */
  public String label() {
    return label;
  }
}
