package io.aiw3.nft.minting.rpc;

import io.aiw3.nft.minting.domain.SendFailure;

/** A JSON-RPC call without a result. */
public final class RpcException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient SendFailure failure;

  public RpcException(SendFailure failure) {
    super(failure.errorCode() + ": " + failure.message(), null, false, false);
    this.failure = failure;
  }

  public SendFailure failure() {
    return failure;
  }
}
