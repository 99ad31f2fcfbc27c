package io.aiw3.nft.kit.api;

import io.aiw3.nft.contract.BadgeState;
import io.aiw3.nft.contract.BadgeType;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.OperationStatus;
import io.aiw3.nft.contract.TierKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Says how the contract's own types are written, which a scan of their classes cannot find. */
final class ContractTypes {
  private static final List<Class<? extends Enum<?>>> WIRE_ENUMS =
      List.of(
          BadgeState.class,
          BadgeType.class,
          NftStatus.class,
          OperationKind.class,
          OperationStatus.class,
          TierKind.class);

  private static final String STATE_VERSION =
      "Of an answer that changed something: a read that names it in "
          + StateVersion.HEADER
          + " never shows the state before; absent where there is none";

  private static final String ANSWER_META = "AnswerMeta";

  private ContractTypes() {}

  static void describe(Components components) {
    Map<String, Schema> schemas = new LinkedHashMap<>(Schemas.of(components));
    replace(
        schemas,
        "UserId",
        Schemas.string()
            .pattern("^[1-9][0-9]{0,9}$")
            .maxLength(10)
            .description("The platform's user id"));
    replace(schemas, "Instant", Schemas.time());
    schemas.put(
        ANSWER_META,
        Schemas.object()
            .description("When the answer was made, and the version of the API")
            .addProperty("timestamp", Schemas.time().description("When it was made, UTC"))
            .addProperty("version", Schemas.constant("v1").description("Version of the API"))
            .addProperty("stateVersion", Schemas.string()));
    for (Class<? extends Enum<?>> type : WIRE_ENUMS) {
      List<Object> names =
          Arrays.stream(type.getEnumConstants())
              .map(constant -> (Object) ContractJson.mapper().valueToTree(constant).asText())
              .toList();
      replace(schemas, type.getSimpleName(), Schemas.string().enumeration(names));
    }
    schemas.remove("RawJson");
    components.setSchemas(schemas);
  }

  /** Most answers change nothing. */
  static void describeOptional(Components components) {
    for (String name : List.of(ANSWER_META, "Meta")) {
      Schema meta = components.getSchemas().get(name);
      Schema version = meta == null ? null : meta.getProperties().get("stateVersion");
      if (version != null) {
        version.description(STATE_VERSION);
        meta.setRequired(List.of("timestamp", "version"));
      }
    }
  }

  private static void replace(Map<String, Schema> schemas, String name, Schema schema) {
    schemas.computeIfPresent(name, (key, scanned) -> schema);
  }
}
