package io.aiw3.nft.contract.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.schema.SchemaChanges.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaChangesTest {
  private static final String BASE =
      "{'type':'object','required':['a'],'properties':{'a':{'type':'string','maxLength':9},"
          + "'b':{'type':'integer','minimum':1,'maximum':6},'c':{'enum':['x','y']},"
          + "'d':{'type':'array','maxItems':5,'items':{'type':'string'}},"
          + "'e':{'anyOf':[{'type':'string','pattern':'q'},{'type':'null'}]}}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'b':{'type':'integer','minimum':1,'maximum':6},|         | both
          'type':'integer'                   | 'type':'string'     | both
          'minimum':1                        | 'minimum':0         | readers
          'minimum':1                        | 'minimum':2         | writers
          'maximum':6                        | 'maximum':7         | nobody
          ,'maximum':6                       |                     | nobody
          'maximum':6                        | 'maximum':5         | writers
          'maxItems':5                       | 'maxItems':6        | nobody
          'maxItems':5                       | 'maxItems':4        | writers
          'maxLength':9                      | 'maxLength':10      | readers
          'maxLength':9                      | 'maxLength':8       | writers
          'required':['a'],                  |                     | readers
          'required':['a']                   | 'required':['a','b']| writers
          ['x','y']                          | ['x','y','z']       | readers
          ['x','y']                          | ['x']               | writers
          {'type':'integer'                  | {'type':['integer','null']| readers
          'items':{'type':'string'}          | 'items':{'type':'number'}| both
          ,{'type':'null'}]                  | ]                   | both
          ,'pattern':'q'                     |                     | readers
          'properties':{                     | 'properties':{'new':{'type':'object'},| nobody
          """)
  void aChangeBreaksThoseWhoRelyOnIt(String before, String after, String broken) {
    JsonNode released = json(BASE);
    JsonNode current = json(BASE.replace(before, after == null ? "" : after));
    assertThat(current).isNotEqualTo(released);

    boolean readers = !SchemaChanges.breaking(released, current, Direction.OUTPUT).isEmpty();
    boolean writers = !SchemaChanges.breaking(released, current, Direction.INPUT).isEmpty();

    assertThat(readers).isEqualTo(broken.equals("both") || broken.equals("readers"));
    assertThat(writers).isEqualTo(broken.equals("both") || broken.equals("writers"));
    assertThat(SchemaChanges.breaking(released, current, Direction.BOTH).isEmpty())
        .isEqualTo(broken.equals("nobody"));
  }

  @Test
  void theSentenceNamesThePlaceAndBothVersions() {
    JsonNode current = json(BASE.replace("'maxLength':9", "'maxLength':10"));

    assertThat(SchemaChanges.breaking(json(BASE), current, Direction.OUTPUT))
        .containsExactly("/a: maxLength was 9, is 10");
  }

  private static JsonNode json(String text) {
    try {
      return ContractJson.mapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
