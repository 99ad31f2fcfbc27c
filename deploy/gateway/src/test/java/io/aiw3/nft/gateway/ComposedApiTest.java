package io.aiw3.nft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The description of composed answers, made of the services' own. */
class ComposedApiTest {
  private static final Routes ROUTES =
      Routes.parse(
          """
          {"routes": [
            {"path": "/api/v1/page/{id}", "compose": {"name": "Page", "tag": "pages",
              "summary": "s", "description": "d", "parts": [
                {"name": "first", "service": "one", "description": "1"},
                {"name": "second", "service": "two", "path": "/own/{id}", "description": "2"},
                {"name": "third", "service": "three", "description": "3"}]}},
            {"path": "/own/**", "service": "two"}]}
          """);
  private static final JsonObject ONE =
      new JsonObject(
          """
          {"paths": {"/api/v1/page/{id}": {"get": {"operationId": "get-page",
             "parameters": [{"name": "id", "in": "path", "required": true}],
             "security": [{"bearer": ["admin"]}],
             "responses": {
               "200": {"content": {"application/json": {
                 "schema": {"$ref": "#/components/schemas/SuccessView"},
                 "examples": {"a": {"value": {"success": true, "data": {"x": 1},
                                              "meta": {"version": "v1"}}}}}}},
               "404": {"$ref": "#/components/responses/Error404"}}}}},
           "components": {"schemas": {
             "View": {"type": "object", "title": "of one"},
             "SuccessView": {"properties": {"data": {"$ref": "#/components/schemas/View"}}}}}}
          """);
  private static final JsonObject TWO =
      new JsonObject(
          """
          {"paths": {"/own/{id}": {"get": {
             "parameters": [{"name": "id", "in": "path", "required": true},
                            {"name": "q", "in": "query"}],
             "responses": {"200": {"content": {"application/json": {"schema":
               {"properties": {"data": {"$ref": "#/components/schemas/View"}}}}}}}}}},
           "components": {"schemas": {"View": {"type": "object", "title": "of two"}}}}
          """);

  private final JsonObject merged = MergedApi.of(Map.of("one", ONE, "two", TWO), ROUTES);

  @Test
  void theOperationHasWhatItsPartsHave() {
    JsonObject get =
        merged.getJsonObject("paths").getJsonObject("/api/v1/page/{id}").getJsonObject("get");

    assertThat(get.getString("operationId")).isEqualTo("getPage");
    assertThat(get.getJsonArray("tags")).isEqualTo(new JsonArray().add("pages"));
    assertThat(get.getJsonArray("security"))
        .isEqualTo(new JsonArray("[{\"bearer\": [\"admin\"]}]"));
    assertThat(get.getString("description")).isEqualTo("d\n\nRole: admin.");
    assertThat(get.getJsonArray("parameters").stream().map(p -> ((JsonObject) p).getString("name")))
        .containsExactly("id", "q");
    assertThat(get.getJsonObject("responses").fieldNames()).containsOnly("200", "404");
    JsonObject media =
        get.getJsonObject("responses")
            .getJsonObject("200")
            .getJsonObject("content")
            .getJsonObject("application/json");
    assertThat(media.getJsonObject("example"))
        .isEqualTo(
            new JsonObject(
                """
                {"success": true,
                 "data": {"first": {"x": 1}, "second": null, "third": null, "unavailable": []},
                 "meta": {"version": "v1"}}
                """));
    assertThat(media.getJsonObject("schema").getJsonObject("properties").getJsonObject("data"))
        .isEqualTo(
            new JsonObject()
                .put("$ref", "#/components/schemas/Page")
                .put("description", "The answer"));
  }

  @Test
  void theSchemaLeadsToThePartsAndEachMayBeNull() {
    JsonObject schemas = merged.getJsonObject("components").getJsonObject("schemas");
    JsonObject page = schemas.getJsonObject("Page");

    assertThat(page.getJsonArray("required"))
        .isEqualTo(new JsonArray().add("first").add("second").add("third").add("unavailable"));
    assertThat(reference(page, "first")).isEqualTo("#/components/schemas/one.View");
    assertThat(reference(page, "second")).isEqualTo("#/components/schemas/two.View");
    assertThat(reference(page, "third")).isNull();
    assertThat(schemas.fieldNames()).containsOnly("Page", "one.View", "two.View");
    assertThat(
            page.getJsonObject("properties")
                .getJsonObject("unavailable")
                .getJsonObject("items")
                .getJsonArray("enum"))
        .isEqualTo(new JsonArray().add("first").add("second").add("third"));
  }

  @Test
  void aPartsOwnPathIsShownOnlyWhereARouteLeadsToIt() {
    assertThat(merged.getJsonObject("paths").fieldNames())
        .containsOnly("/api/v1/page/{id}", "/own/{id}");
  }

  @Test
  void aStatusHasTheCodesOfAllParts() {
    JsonObject malformed = error("{\"$ref\": \"#/m\", \"description\": \"What went wrong\"}");
    JsonObject invalid = error("{\"$ref\": \"#/v\", \"description\": \"What went wrong\"}");
    JsonObject shared = new JsonObject("{\"$ref\": \"#/components/responses/Error400\"}");

    JsonObject both = ComposedErrors.of(malformed, invalid);

    assertThat(both.encode()).contains("[{\"$ref\":\"#/m\"},{\"$ref\":\"#/v\"}]");
    assertThat(ComposedErrors.of(both, malformed).encode())
        .contains("[{\"$ref\":\"#/m\"},{\"$ref\":\"#/v\"}]");
    assertThat(ComposedErrors.of(malformed, malformed)).isEqualTo(malformed);
    assertThat(ComposedErrors.of(malformed, shared)).isEqualTo(shared);
    assertThat(ComposedErrors.of(shared, malformed)).isEqualTo(shared);
  }

  private static JsonObject error(String schema) {
    return new JsonObject(
        "{\"description\": \"d\", \"content\": {\"application/json\": {\"schema\": {\"properties\":"
            + " {\"error\": "
            + schema
            + "}}}}}");
  }

  private static String reference(JsonObject page, String part) {
    JsonArray any = page.getJsonObject("properties").getJsonObject(part).getJsonArray("anyOf");
    assertThat(any.getJsonObject(1)).isEqualTo(new JsonObject().put("type", "null"));
    return any.getJsonObject(0).getString("$ref");
  }
}
