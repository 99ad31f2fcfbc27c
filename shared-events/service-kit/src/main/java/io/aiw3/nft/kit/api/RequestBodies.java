package io.aiw3.nft.kit.api;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Separates the schemas of requests from those of responses: other rules hold for them. */
final class RequestBodies {
  private RequestBodies() {}

  /** Names of the schemas that request bodies are made of, nested ones among them. */
  static Set<String> schemas(OpenAPI api) {
    Deque<String> open = new ArrayDeque<>();
    api.getPaths()
        .getPathItems()
        .values()
        .forEach(
            path ->
                path.getOperations().values().stream()
                    .flatMap(RequestBodies::bodies)
                    .forEach(open::add));
    Map<String, Schema> schemas =
        api.getComponents() == null || api.getComponents().getSchemas() == null
            ? Map.of()
            : api.getComponents().getSchemas();
    Set<String> names = new TreeSet<>();
    while (!open.isEmpty()) {
      String name = open.poll();
      Schema schema = schemas.get(name);
      if (names.add(name) && schema != null) {
        references(schema).forEach(open::add);
      }
    }
    return names;
  }

  /** Answers always have every field, null or not; a request has no field that is not known. */
  static void tellApart(Map<String, Schema> schemas, Set<String> requests) {
    schemas.forEach(
        (name, schema) -> {
          if (schema.getOneOf() != null && !schema.getOneOf().isEmpty()) {
            // Its fields are those of one of the several.
            schema.setProperties(null);
            schema.setType(null);
            return;
          }
          boolean object =
              schema.getProperties() != null
                  || (schema.getType() != null && schema.getType().contains(SchemaType.OBJECT));
          if (schema.getProperties() != null && !requests.contains(name)) {
            schema.setRequired(new ArrayList<>(schema.getProperties().keySet()));
          } else if (object && requests.contains(name)) {
            schema.setAdditionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false));
          }
        });
  }

  private static Stream<String> bodies(Operation operation) {
    if (operation.getRequestBody() == null || operation.getRequestBody().getContent() == null) {
      return Stream.of();
    }
    return operation.getRequestBody().getContent().getMediaTypes().values().stream()
        .filter(media -> media.getSchema() != null)
        .flatMap(media -> references(media.getSchema()));
  }

  private static Stream<String> references(Schema schema) {
    Stream<String> own =
        schema.getRef() == null
            ? Stream.of()
            : Stream.of(schema.getRef().substring(schema.getRef().lastIndexOf('/') + 1));
    Stream<Schema> parts =
        Stream.of(
                schema.getProperties() == null
                    ? Stream.<Schema>of()
                    : schema.getProperties().values().stream(),
                Stream.ofNullable(schema.getItems()),
                nullSafe(schema.getAllOf()),
                nullSafe(schema.getAnyOf()),
                nullSafe(schema.getOneOf()))
            .flatMap(part -> part);
    return Stream.concat(own, parts.flatMap(RequestBodies::references));
  }

  private static Stream<Schema> nullSafe(List<Schema> schemas) {
    return schemas == null ? Stream.of() : schemas.stream();
  }
}
