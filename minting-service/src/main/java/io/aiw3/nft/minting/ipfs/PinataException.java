package io.aiw3.nft.minting.ipfs;

/** A pin that was not made, or not as it should be; it is tried again. */
final class PinataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PinataException(String message) {
    super(message, null, false, false);
  }
}
