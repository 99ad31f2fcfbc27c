package io.aiw3.nft.minting.rpc;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.p2p.solanaj.core.PublicKey;

/**
 * A provider's own call that estimates the price of a compute unit, such as {@code
 * getPriorityFeeEstimate}.
 *
 * @param method its name
 * @param parameters with the accounts that are written to in the place of {@link #ACCOUNTS}
 * @param result where in its result the estimate is: a number, or a list as that of {@code
 *     getRecentPrioritizationFees}
 */
record PriorityFeeEstimate(String method, JsonNode parameters, JsonPointer result) {
  static final String ACCOUNTS = "@accounts";

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  /**
   * @throws IllegalArgumentException if the parameters are no JSON, or the result no JSON pointer
   */
  static PriorityFeeEstimate of(String method, String parameters, String result) {
    try {
      return new PriorityFeeEstimate(
          method, JSON.readTree(parameters), JsonPointer.compile(result));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  JsonNode parameters(List<PublicKey> writable) {
    ArrayNode accounts = JsonNodeFactory.instance.arrayNode();
    writable.forEach(account -> accounts.add(account.toBase58()));
    return filled(parameters, accounts);
  }

  private static JsonNode filled(JsonNode template, ArrayNode accounts) {
    if (template.isTextual() && template.asText().equals(ACCOUNTS)) {
      return accounts;
    }
    if (template.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      template.forEach(element -> list.add(filled(element, accounts)));
      return list;
    }
    if (template.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      template.properties().forEach(e -> object.set(e.getKey(), filled(e.getValue(), accounts)));
      return object;
    }
    return template;
  }

  /** Micro-lamports per compute unit; one where the provider estimates, else what others paid. */
  List<Long> read(JsonNode answer) {
    JsonNode found = answer.at(result);
    return found.isArray()
        ? RpcAnswers.list(found, PriorityFeeEstimate::paid)
        : List.of(price(found));
  }

  static long paid(JsonNode slot) {
    return price(slot.path("prioritizationFee"));
  }

  /** Estimates may have decimals. */
  private static long price(JsonNode value) {
    if (!value.isNumber() || value.decimalValue().signum() < 0) {
      throw new IllegalArgumentException("no price");
    }
    return value.decimalValue().min(LARGEST).setScale(0, RoundingMode.CEILING).longValueExact();
  }
}
