package io.aiw3.nft.minting.domain;

/** What the chain says of a mint address that derives from a request. */
public enum MintState {
  /** Not read, or not known. */
  UNREAD,
  /** No account: nothing was minted. */
  MISSING,
  /** Our NFT, supply 1. */
  LIVE,
  /** Our NFT, supply 0: minted, and burned since. */
  BURNED,
  /** Another account funded the address: no mint can be created there. */
  FOREIGN,
  /** A mint that is not what we would have made: an operator must check it. */
  UNEXPECTED
}
