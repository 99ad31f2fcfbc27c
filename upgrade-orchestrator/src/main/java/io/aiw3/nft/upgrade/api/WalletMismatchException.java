package io.aiw3.nft.upgrade.api;

import io.aiw3.nft.kit.api.ApiException;
import io.aiw3.nft.kit.api.ErrorCode;
import java.util.Map;

/** The caller signed in with a wallet that is not the one in which the chain is acted upon. */
class WalletMismatchException extends ApiException {
  private static final long serialVersionUID = 1L;
  private final String claimed;
  private final String linked;

  WalletMismatchException(String claimed, String linked) {
    super(ErrorCode.WALLET_MISMATCH, "The token's wallet is not the linked one.");
    this.claimed = claimed;
    this.linked = linked;
  }

  @Override
  public Map<String, Object> details() {
    return Map.of("tokenWallet", claimed, "linkedWallet", linked);
  }
}
