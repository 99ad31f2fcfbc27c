package io.aiw3.nft.minting.api;

import io.aiw3.nft.kit.api.NotFoundException;
import io.aiw3.nft.solana.Addresses;

/** The mint address in a path: base58 of 32 bytes, in its one spelling. */
final class MintPath {
  private MintPath() {}

  /**
   * @throws NotFoundException for what no mint can be
   */
  static String known(String mint) {
    return Addresses.parse(mint)
        .filter(address -> address.toBase58().equals(mint))
        .map(address -> mint)
        .orElseThrow(() -> new NotFoundException("NFT", "unknown"));
  }
}
