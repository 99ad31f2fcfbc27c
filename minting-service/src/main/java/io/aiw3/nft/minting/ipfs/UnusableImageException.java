package io.aiw3.nft.minting.ipfs;

/** An image that cannot be pinned until an operator puts another one in its place. */
final class UnusableImageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableImageException(String message) {
    super(message, null, false, false);
  }
}
