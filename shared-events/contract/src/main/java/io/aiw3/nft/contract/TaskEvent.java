package io.aiw3.nft.contract;

import java.time.Instant;

/**
 * Progress in a task (topic {@code task-events}).
 *
 * @param task a task of the badge catalogue, for example {@code friends_invited}
 * @param count how often it has been done so far, in all: absolute, so a repeated or late event
 *     changes nothing; 1 for a task that is done or not
 */
public record TaskEvent(UserId userId, String task, int count, Instant occurredAt)
    implements ContractMessage {
  @Override
  public String topic() {
    return Topics.TASK_EVENTS;
  }

  @Override
  public String key() {
    return userId.toString();
  }
}
