package io.aiw3.nft.contract;

/** Names of every topic of the programme; the key of each message is given behind it. */
public final class Topics {
  /** Input: executed trades, keyed by wallet address. */
  public static final String TRADES = "trades";

  /** Input, compacted: users and their wallets, keyed by user id. */
  public static final String USERS = "users";

  /** Input: progress in the tasks that earn badges, keyed by user id. */
  public static final String TASK_EVENTS = "task-events";

  /** Input: final rankings, keyed by competition id. */
  public static final String COMPETITION_RESULTS = "competition-results";

  /** Public, compacted: the newest qualification snapshot, keyed by user id. */
  public static final String QUALIFICATION_EVENTS = "qualification-events";

  /** Public: the life of badges, keyed by user id. */
  public static final String BADGE_EVENTS = "badge-events";

  /** Public: the life of NFTs (data model v2), keyed by user id. */
  public static final String NFT_EVENTS = "nft-events";

  /** Public: progress of claims and upgrades, keyed by user id. */
  public static final String UPGRADE_EVENTS = "upgrade-events";

  /** Internal: commands to the qualification service, keyed by user id. */
  public static final String QUALIFICATION_COMMANDS = "qualification-commands";

  /** Internal: commands to the badge service, keyed by user id. */
  public static final String BADGE_COMMANDS = "badge-commands";

  /** Internal: commands to the minting service, keyed by user id. */
  public static final String MINTING_COMMANDS = "minting-commands";

  /** Internal: the participants' answers to the upgrade orchestrator, keyed by user id. */
  public static final String SAGA_REPLIES = "saga-replies";

  /** What a dead-letter topic adds to the name of its source. */
  public static final String DEAD_LETTER_SUFFIX = ".dlq";

  private Topics() {}

  /** The dead-letter topic of {@code topic}. */
  public static String deadLetter(String topic) {
    return topic + DEAD_LETTER_SUFFIX;
  }
}
