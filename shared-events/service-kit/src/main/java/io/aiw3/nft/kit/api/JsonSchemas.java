package io.aiw3.nft.kit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiw3.nft.contract.ContractJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Reads parts of the API's description that are written as JSON beside the classes. */
final class JsonSchemas {
  private JsonSchemas() {}

  /** All resources of this name, of this module and of the service, as one object. */
  static JsonNode read(String resource) {
    ObjectNode all = ContractJson.mapper().createObjectNode();
    try {
      for (URL url : Collections.list(loader().getResources(resource))) {
        try (InputStream in = url.openStream()) {
          merge(all, ContractJson.mapper().readTree(in));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (all.isEmpty()) {
      throw new IllegalStateException(resource + " is not on the class path");
    }
    return all;
  }

  /** The keywords that the resources use, no others. */
  static Schema of(JsonNode json) {
    Schema schema = OASFactory.createSchema();
    if (json.has("type")) {
      schema.addType(SchemaType.valueOf(json.path("type").asText().toUpperCase(Locale.ROOT)));
    }
    if (json.has("format")) {
      schema.format(json.path("format").asText());
    }
    if (json.has("required")) {
      schema.required(texts(json.path("required")));
    }
    if (json.has("enum")) {
      schema.enumeration(new ArrayList<>(texts(json.path("enum"))));
    }
    if (json.has("items")) {
      schema.items(of(json.path("items")));
    }
    if (json.has("additionalProperties")) {
      schema.additionalPropertiesSchema(of(json.path("additionalProperties")));
    }
    json.path("properties")
        .properties()
        .forEach(one -> schema.addProperty(one.getKey(), of(one.getValue())));
    describe(schema, json);
    return schema;
  }

  /** Sets the description and the range that the schema does not have. */
  static void describe(Schema schema, JsonNode json) {
    if (schema.getDescription() == null && json.has("description")) {
      schema.description(json.path("description").asText());
    }
    if (schema.getMinimum() == null && json.has("minimum")) {
      schema.minimum(json.path("minimum").decimalValue());
    }
    if (schema.getMaximum() == null && json.has("maximum")) {
      schema.maximum(json.path("maximum").decimalValue());
    }
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static void merge(ObjectNode all, JsonNode more) {
    more.properties()
        .forEach(
            one -> {
              if (all.get(one.getKey()) instanceof ObjectNode known) {
                known.setAll((ObjectNode) one.getValue());
              } else {
                all.set(one.getKey(), one.getValue());
              }
            });
  }

  private static ClassLoader loader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? JsonSchemas.class.getClassLoader() : context;
  }
}
