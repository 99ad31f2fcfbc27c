package io.aiw3.nft.kit.deadletter;

import io.aiw3.nft.contract.Topics;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a dead letter is.
 *
 * @param topic the source topic; the letter is in its dead-letter topic
 * @param partition of the dead-letter topic
 * @param offset in that partition
 */
record LetterPlace(String topic, int partition, long offset) {
  TopicPartition topicPartition() {
    return new TopicPartition(Topics.deadLetter(topic), partition);
  }

  @Override
  public String toString() {
    return topic + " " + partition + " " + offset;
  }
}
