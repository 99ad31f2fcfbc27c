package io.aiw3.nft.kit.api;

import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** The small schemas that the API's description is put together from. */
final class Schemas {
  private Schemas() {}

  static Map<String, Schema> of(Components components) {
    return components.getSchemas() == null ? Map.of() : components.getSchemas();
  }

  /** One value, with its type beside it: not every reader derives the one from the other. */
  static Schema constant(boolean value) {
    return OASFactory.createSchema().addType(SchemaType.BOOLEAN).constValue(value);
  }

  static Schema constant(String value) {
    return string().constValue(value);
  }

  static Schema string() {
    return OASFactory.createSchema().addType(SchemaType.STRING);
  }

  static Schema object() {
    return OASFactory.createSchema().addType(SchemaType.OBJECT);
  }

  static Schema time() {
    return string().format("date-time");
  }

  static Schema integer() {
    return OASFactory.createSchema().addType(SchemaType.INTEGER);
  }

  static Schema ref(String name) {
    return OASFactory.createSchema().ref("#/components/schemas/" + name);
  }
}
