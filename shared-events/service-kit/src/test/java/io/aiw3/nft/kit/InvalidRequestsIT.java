package io.aiw3.nft.kit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every 400 names the fields as the caller did, with a reason for each, and no class. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
class InvalidRequestsIT {
  private static final String PATH = "/test/requests";

  @Test
  void aGoodRequestIsTaken() {
    put("{'level':1,'public':true,'text':'1','parts':[{'userId':'7'}]}").then().statusCode(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'level':3,'level':2,'public':true} | MALFORMED_REQUEST | level",
        "{'public':true,'level':3,'public':false} | MALFORMED_REQUEST | public",
        "{'level':3,'public':true,'text':'','parts':[],'level':2} | MALFORMED_REQUEST | level",
        "{'level':2.9,'public':true} | MALFORMED_REQUEST | level",
        "{'level':'3','public':true} | MALFORMED_REQUEST | level",
        "{'level':99999999999,'public':true} | MALFORMED_REQUEST | level",
        "{'public':1} | MALFORMED_REQUEST | public",
        "{'public':'true'} | MALFORMED_REQUEST | public",
        "{'public':true,'text':7} | MALFORMED_REQUEST | text",
        "{'public':true,'parts':[{'userId':7}]} | MALFORMED_REQUEST | parts[0].userId",
        "{'public':true,'parts':[{'userId':'x'}]} | MALFORMED_REQUEST | parts[0].userId",
        "{'public':true,'parts':{}} | MALFORMED_REQUEST | parts",
        "{'public':true,'other':1} | MALFORMED_REQUEST | other",
        "{'isPublic':true} | MALFORMED_REQUEST | isPublic",
        "[] | MALFORMED_REQUEST | body",
        "{'public':true | MALFORMED_REQUEST | body",
        "{'public':true} x | MALFORMED_REQUEST | body",
        "{} | VALIDATION_FAILED | public",
        "{'level':0,'public':true} | VALIDATION_FAILED | level",
        "{'public':true,'parts':[{'userId':'7'},{}]} | VALIDATION_FAILED | parts[1].userId",
        "{'public':true,'parts':[null]} | VALIDATION_FAILED | parts[0]",
        "null | VALIDATION_FAILED | body",
        "'' | VALIDATION_FAILED | body"
      })
  void aBodyIsRefusedByItsFields(String body, String code, String field) {
    refused(put(body), code, field);
  }

  @Test
  void whatIsNoTextIsRefusedToo() {
    for (byte[] body :
        new byte[][] {
          {0, 0, (byte) 0xfe, (byte) 0xff, 1, 2, 3, 4}, {'{', '"', (byte) 0xff, '"', ':', '1', '}'}
        }) {
      refused(
          given().contentType("application/json").body(body).put(PATH + "/1"),
          "MALFORMED_REQUEST",
          "body");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "2.5", "99999999999"})
  void aParameterThatIsNoNumberIsNamed(String value) {
    refused(given().get(PATH + "?pageSize=" + value), "MALFORMED_REQUEST", "pageSize");
    refused(
        given().contentType("application/json").body("{}").put(PATH + "/" + value),
        "MALFORMED_REQUEST",
        "level");
  }

  @ParameterizedTest
  @ValueSource(strings = {"maybe", "TRUE", "1", "0"})
  void aParameterThatIsNeitherTrueNorFalseIsNamed(String value) {
    refused(given().get(PATH + "?stuck=" + value), "MALFORMED_REQUEST", "stuck");
    refused(given().get(PATH + "?qualified=" + value), "MALFORMED_REQUEST", "qualified");
  }

  @Test
  void trueAndFalseAreTaken() {
    assertThat(given().get(PATH).asString()).isEqualTo("false null");
    assertThat(given().get(PATH + "?stuck=true&qualified=false").asString())
        .isEqualTo("true false");
  }

  @Test
  void aParameterThatIsNotAllowedHasTheNameOfTheAddress() {
    refused(given().get(PATH + "?pageSize=0"), "VALIDATION_FAILED", "pageSize");
    refused(
        given().contentType("application/json").body("{\"public\":true}").put(PATH + "/0"),
        "VALIDATION_FAILED",
        "level");
  }

  @Test
  void anotherMethodIsToldWhichThereAre() {
    assertThat(given().delete(PATH + "/1").header("Allow")).isEqualTo("OPTIONS, PUT");
    assertThat(given().delete(PATH).statusCode()).isEqualTo(405);
    assertThat(given().delete(PATH).header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
  }

  private static Response put(String body) {
    return given()
        .contentType("application/json")
        .body(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
        .put(PATH + "/1");
  }

  private static void refused(Response answer, String code, String field) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
    assertThat(answer.asString())
        .doesNotContain("io.aiw3", "java.", "jakarta", "fasterxml", "Cannot");
    assertThat(answer.jsonPath().getString("error.code")).isEqualTo(code);
    Map<String, Map<String, String>> details = answer.jsonPath().getMap("error.details");
    assertThat(details).containsOnlyKeys("fields");
    assertThat(details.get("fields")).containsOnlyKeys(field);
    assertThat(details.get("fields").get(field)).isNotBlank();
  }
}
