package io.aiw3.nft.testkit.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import io.aiw3.nft.contract.ContractJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** An OpenAPI 3.1 document: finds the operation of a request and judges its answers. */
public final class OpenApi {
  /**
   * @param path the template, such as {@code /api/v1/badges/{badge}/bind}
   */
  public record Operation(String method, String path, JsonNode description) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private static final List<String> METHODS = List.of("get", "post", "put", "delete", "patch");

  private final JsonNode document;
  private final List<Operation> operations = new ArrayList<>();
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  public OpenApi(JsonNode document) {
    this.document = document;
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue().properties().stream()
                    .filter(method -> METHODS.contains(method.getKey()))
                    .forEach(
                        method ->
                            operations.add(
                                new Operation(
                                    method.getKey().toUpperCase(java.util.Locale.ROOT),
                                    path.getKey(),
                                    method.getValue()))));
    // A literal path goes before a template that it fits.
    operations.sort(Comparator.comparing(operation -> operation.path().replace('{', '~')));
  }

  /** Reads the document of a running service, where RestAssured points. */
  public static OpenApi parse(String json) {
    try {
      return new OpenApi(ContractJson.mapper().readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public JsonNode document() {
    return document;
  }

  public List<Operation> operations() {
    return List.copyOf(operations);
  }

  public Optional<Operation> find(String method, String path) {
    return operations.stream()
        .filter(one -> one.method().equals(method) && pattern(one.path()).matcher(path).matches())
        .findFirst();
  }

  /** Follows a {@code $ref} inside the document, if it is one. */
  public JsonNode resolve(JsonNode node) {
    JsonNode ref = node.path("$ref");
    return ref.isTextual() ? resolve(document.at(ref.asText().substring(1))) : node;
  }

  /**
   * What is wrong with an answer: its status is not in the document, or its body is not as said.
   *
   * @param mediaType without parameters
   */
  public List<String> flaws(Operation operation, int status, String mediaType, String body) {
    JsonNode response =
        resolve(operation.description().path("responses").path(Integer.toString(status)));
    if (response.isMissingNode()) {
      return List.of(operation + ": the status " + status + " is not described: " + body);
    }
    JsonNode schema = response.path("content").path(mediaType).path("schema");
    if (schema.isMissingNode()) {
      return List.of(operation + " " + status + ": " + mediaType + " is not described: " + body);
    }
    return schemas
        .computeIfAbsent(operation + " " + status + " " + mediaType, key -> compile(schema))
        .validate(json(body))
        .stream()
        .map(flaw -> operation + " " + status + " " + flaw + " in " + body)
        .toList();
  }

  /** Names of the headers that every answer of this status has. */
  List<String> requiredHeaders(Operation operation, int status) {
    return resolve(operation.description().path("responses").path(Integer.toString(status)))
        .path("headers")
        .properties()
        .stream()
        .filter(header -> resolve(header.getValue()).path("required").asBoolean())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The schema with the document's components beside it, so that its references lead there. */
  public Schema compile(JsonNode schema) {
    ObjectNode root = ContractJson.mapper().createObjectNode();
    root.set("components", document.path("components"));
    root.putArray("allOf").add(schema);
    return RecordContract.compile(root);
  }

  private static JsonNode json(String body) {
    try {
      return ContractJson.mapper().readTree(body);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + body, e);
    }
  }

  private static Pattern pattern(String template) {
    return Pattern.compile(template.replaceAll("\\{[^}]+}", "[^/]+"));
  }
}
