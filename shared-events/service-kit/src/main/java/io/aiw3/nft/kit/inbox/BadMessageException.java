package io.aiw3.nft.kit.inbox;

/** The message itself is wrong; no number of attempts will help. It becomes a dead letter. */
public class BadMessageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason a sentence for operators; without secrets
   */
  public BadMessageException(String reason) {
    super(reason);
  }

  public BadMessageException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
