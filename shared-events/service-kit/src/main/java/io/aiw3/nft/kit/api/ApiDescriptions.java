package io.aiw3.nft.kit.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.ContractJson;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Describes every field and parameter that its class does not describe: what it is, its unit and
 * its range. {@code META-INF/api-descriptions.json} of the kit says so once for what many have in
 * common; the file of the same name in a service adds what is its own. {@code Schema.field} and
 * {@code operationId.parameter} go before {@code field} and {@code parameter}; a text alone is a
 * description without a range.
 */
final class ApiDescriptions {
  private static final String RESOURCE = "META-INF/api-descriptions.json";

  private final JsonNode properties;
  private final JsonNode parameters;

  ApiDescriptions() {
    JsonNode all = JsonSchemas.read(RESOURCE);
    properties = all.path("properties");
    parameters = all.path("parameters");
  }

  /**
   * @param requests names of the schemas of requests, whose ranges are those that are enforced
   */
  void describe(OpenAPI api, Set<String> requests) {
    Schemas.of(api.getComponents())
        .forEach((name, schema) -> properties(name, schema, requests.contains(name)));
    api.getPaths()
        .getPathItems()
        .values()
        .forEach(item -> item.getOperations().values().forEach(this::parameters));
  }

  private void properties(String name, Schema schema, boolean request) {
    Map<String, Schema> fields = schema.getProperties();
    if (fields == null) {
      return;
    }
    fields.forEach(
        (field, described) -> {
          JsonNode json = find(properties, name, field);
          if (request || !isNumber(described)) {
            describe(described, json);
          } else {
            JsonSchemas.describe(described, json);
          }
        });
  }

  private void parameters(Operation operation) {
    if (operation.getParameters() == null) {
      return;
    }
    for (Parameter parameter : operation.getParameters()) {
      JsonNode json = find(parameters, operation.getOperationId(), parameter.getName());
      if (parameter.getDescription() == null && json.has("description")) {
        parameter.description(json.path("description").asText());
      }
      if (parameter.getExample() == null && json.has("example")) {
        JsonNode example = json.path("example");
        parameter.example(example.isNumber() ? example.numberValue() : example.asText());
      }
    }
  }

  private static void describe(Schema schema, JsonNode json) {
    if (schema.getDescription() == null && json.has("description")) {
      schema.description(json.path("description").asText());
    }
  }

  private static boolean isNumber(Schema schema) {
    return schema.getType() != null
        && (schema.getType().contains(SchemaType.INTEGER)
            || schema.getType().contains(SchemaType.NUMBER));
  }

  private static JsonNode find(JsonNode all, String owner, String name) {
    JsonNode own = all.path(owner + "." + name);
    JsonNode found = own.isMissingNode() ? all.path(name) : own;
    return found.isTextual()
        ? ContractJson.mapper().createObjectNode().set("description", found)
        : found;
  }
}
