package io.aiw3.nft.minting.domain;

/** What the sender does next. */
public enum Action {
  /** Look again later. */
  WAIT,
  /** Check again later, and publish what it waits for. */
  WAIT_AND_TELL,
  /** Sign with a fresh blockhash and commit that before anything is sent. */
  SIGN,
  /** Offer the burn with a fresh blockhash; what was offered before is still accepted. */
  RENEW,
  /** Add our signature to the owner's and commit that before anything is sent. */
  COSIGN,
  /** Take the next mint address: this one is another account's. */
  NEXT_ADDRESS,
  /** Send the same bytes (again). */
  SEND,
  /** Search the history and read the mint: it may have expired. */
  LOOK_DEEPER,
  /** Note that it is confirmed, and wait until that is final. */
  NOTE_CONFIRMED,
  /** It is done by this attempt's own transaction. */
  COMPLETE,
  /** It is done by another transaction: find that one, record it. */
  ADOPT,
  /** Close this attempt; a mint is queued again, a burn's saga gets a reply. */
  EXPIRE,
  /** The burn is impossible: its saga gets the reason. */
  REFUSE,
  /** An operator must check; nothing is signed until then. */
  ALARM
}
