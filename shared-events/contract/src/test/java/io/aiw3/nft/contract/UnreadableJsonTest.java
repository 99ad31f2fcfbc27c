package io.aiw3.nft.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadableJsonTest {
  /** As the services' REST mapper is made. */
  private static final ObjectMapper REST = rest();

  record Body(
      Integer level,
      Integer count,
      BigDecimal amount,
      @JsonProperty("public") Boolean isPublic,
      String text,
      UserId userId,
      BadgeType type,
      Instant time,
      List<Part> parts) {}

  record Part(Long number) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'level':3,'level':2} | level must come once only",
        "{'parts':[{'number':1,'number':2}]} | parts[0].number must come once only",
        "{'level':2.9} | level must be an integer of at most 32 bits",
        "{'level':2.0} | level must be an integer of at most 32 bits",
        "{'level':'3'} | level must be an integer of at most 32 bits",
        "{'level':''} | level must be an integer of at most 32 bits",
        "{'level':true} | level must be an integer of at most 32 bits",
        "{'count':2147483648} | count must be an integer of at most 32 bits",
        "{'amount':'1'} | amount must be a number",
        "{'public':1} | public must be true or false",
        "{'public':'true'} | public must be true or false",
        "{'public':''} | public must be true or false",
        "{'text':1} | text must be a string",
        "{'text':true} | text must be a string",
        "{'text':{}} | text must be a string",
        "{'userId':7} | userId must be a user id: a string of 1 to 2147483647",
        "{'userId':'07'} | userId must be a user id: a string of 1 to 2147483647",
        "{'userId':'9999999999'} | userId must be a user id: a string of 1 to 2147483647",
        "{'type':'x'} | type must be one of micro_badge, achievement_badge, event_badge,"
            + " special_badge",
        "{'type':0} | type must be one of micro_badge, achievement_badge, event_badge,"
            + " special_badge",
        "{'time':'soon'} | time must be an ISO-8601 time in quotes",
        "{'parts':{}} | parts must be a list",
        "{'parts':[1]} | parts[0] must be an object",
        "{'parts':[{'number':'x'}]} | parts[0].number must be an integer",
        "{'other':1} | other is not known",
        "[] | body must be an object",
        "3 | body must be an object",
        "{'level':3 | body is not JSON from line 1, column 11 on",
        "{} {} | body must be one JSON value with nothing behind it"
      })
  void aRequestSaysWhichFieldAndWhatWasExpected(String body, String sentence) {
    assertThat(sentence(REST, body, Body.class)).isEqualTo(sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'eventType':'claimed','data':{'userId':{}}}",
        "{'eventType':'claimed','data':[]}",
        "{'eventType':'claimed','data':{'nftLevel':'x'}}",
        "{'eventType':'claimed','timestamp':{}}",
        "{'eventType':5.5e9999}",
        "{'eventType':[]}",
        "[]",
        "{'eventType'",
        "{'a':1,'a':2}"
      })
  void aMessagesReasonNamesNoClass(String body) {
    assertThat(sentence(ContractJson.mapper(), body, NftEvent.class))
        .doesNotContain("io.aiw3", "java.", "`", "Cannot", "com.fasterxml");
  }

  private static String sentence(ObjectMapper mapper, String body, Class<?> type) {
    JsonProcessingException fault =
        catchThrowableOfType(
            JsonProcessingException.class, () -> mapper.readValue(body.replace('\'', '"'), type));
    assertThat(fault).as(body).isNotNull();
    return UnreadableJson.of(fault).sentence();
  }

  private static ObjectMapper rest() {
    ObjectMapper mapper =
        new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    ContractJson.refuseCoercion(mapper);
    return mapper;
  }
}
