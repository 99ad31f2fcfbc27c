package io.aiw3.nft.kit.transaction;

/** What the transaction had read was changed by another one: {@link FailureKind#CONFLICT}. */
public class ConcurrentChangeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what was modified concurrently; without secrets
   */
  public ConcurrentChangeException(String what) {
    super(what);
  }
}
