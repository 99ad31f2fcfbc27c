package io.aiw3.nft.commandline;

/** The command cannot continue; the message says why and what to do. No stack trace is shown. */
public final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoppedException(String message) {
    super(message);
  }

  public StoppedException(String message, Throwable cause) {
    super(message, cause);
  }
}
