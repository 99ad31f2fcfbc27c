package io.aiw3.nft.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.kit.api.Failure;
import io.aiw3.nft.kit.api.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.jackson.VertxModule;

/** An error as the services write it: in their envelope, or as RFC 9457 has it. */
record ErrorBody(Refusal refusal, String requestId) {
  private static final ObjectMapper JSON =
      ContractJson.mapper().copy().registerModule(new VertxModule());

  Buffer problem() {
    return json(
        Problem.of(
            refusal.code(), refusal.code().meaning(), refusal.details().getMap(), requestId));
  }

  Buffer envelope() {
    return json(
        Failure.of(
            refusal.code(), refusal.code().meaning(), refusal.details().getMap(), requestId));
  }

  private static Buffer json(Object answer) {
    try {
      return Buffer.buffer(JSON.writeValueAsBytes(answer));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
