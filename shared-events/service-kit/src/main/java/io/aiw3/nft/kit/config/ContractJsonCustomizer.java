package io.aiw3.nft.kit.config;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.contract.ContractJson;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * REST bodies are written and read as message bodies are; unlike them, unknown fields are refused.
 */
@Singleton
public class ContractJsonCustomizer implements ObjectMapperCustomizer {
  /** Last of all: of two serializers for a type, the one that was registered later is used. */
  @Override
  public int priority() {
    return Integer.MIN_VALUE;
  }

  @Override
  public void customize(ObjectMapper mapper) {
    ContractJson.refuseCoercion(mapper);
    mapper
        .registerModule(ContractJson.conventions())
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .configure(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN, true);
  }
}
