package io.aiw3.nft.minting.mint;

import io.aiw3.nft.kit.api.ApiException;
import io.aiw3.nft.kit.api.ErrorCode;

/** There is no wallet to mint to. */
class WalletNotLinkedException extends ApiException {
  private static final long serialVersionUID = 1L;

  WalletNotLinkedException() {
    super(ErrorCode.WALLET_NOT_LINKED, "No wallet is linked to the user.");
  }
}
