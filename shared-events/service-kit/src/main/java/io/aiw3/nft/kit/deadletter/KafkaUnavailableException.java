package io.aiw3.nft.kit.deadletter;

import io.aiw3.nft.kit.api.ApiException;
import io.aiw3.nft.kit.api.ErrorCode;
import java.util.Map;

/** Kafka did not answer in time, or another replay of the topic went first. */
final class KafkaUnavailableException extends ApiException {
  private static final long serialVersionUID = 1L;
  private static final int RETRY_SECONDS = 2;

  KafkaUnavailableException() {
    super(ErrorCode.DEPENDENCY_UNAVAILABLE, "Kafka did not do it; try again soon.");
  }

  @Override
  public Map<String, Object> details() {
    return Map.of("retryAfterSeconds", RETRY_SECONDS);
  }
}
