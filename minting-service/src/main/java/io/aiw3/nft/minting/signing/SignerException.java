package io.aiw3.nft.minting.signing;

/** Nothing was signed. Its text holds no token, no key, and nothing that was answered. */
public final class SignerException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String errorCode;
  private final boolean mayPass;

  SignerException(String errorCode, boolean mayPass, String sentence) {
    super(errorCode + ": " + sentence, null, false, false);
    this.errorCode = errorCode;
    this.mayPass = mayPass;
  }

  /** Short and stable, for metrics. */
  public String errorCode() {
    return errorCode;
  }

  /** The same call may succeed soon. */
  boolean mayPass() {
    return mayPass;
  }
}
