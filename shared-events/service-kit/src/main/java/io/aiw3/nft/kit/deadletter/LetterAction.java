package io.aiw3.nft.kit.deadletter;

/** What an administrator does with a dead letter. */
enum LetterAction {
  REPLAY("replay"),
  DISCARD("discard");

  private final String stored;

  LetterAction(String stored) {
    this.stored = stored;
  }

  /** As the audit has it. */
  String stored() {
    return stored;
  }
}
