package io.aiw3.nft.kit.api;

import io.aiw3.nft.contract.BadgeState;
import io.aiw3.nft.contract.BadgeType;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.OperationStatus;
import io.aiw3.nft.kit.idempotency.Once;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * Completes what is read off the resources with what all services have in common: the envelope, the
 * errors, the bearer token, the request id; and says how the contract's own types are written.
 */
public class ApiDocument implements OASFilter {
  private static final String BEARER = "bearer";
  private static final int LONGEST_ID = 128;
  private static final List<Class<? extends Enum<?>>> WIRE_ENUMS =
      List.of(
          BadgeState.class,
          BadgeType.class,
          NftStatus.class,
          OperationKind.class,
          OperationStatus.class);

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getInfo()
        .version("1.0.0")
        .description(
            "A service of AIW3 NFT. Answers come in an envelope; errors come as"
                + " application/problem+json to whoever accepts that.");
    Components components = api.getComponents();
    if (components == null) {
      components = OASFactory.createComponents();
      api.setComponents(components);
    }
    Set<String> requests = RequestBodies.schemas(api);
    contractTypes(components);
    RequestBodies.tellApart(schemas(components), requests);
    errors(components);
    components.addSecurityScheme(
        BEARER,
        OASFactory.createSecurityScheme()
            .type(SecurityScheme.Type.HTTP)
            .scheme("bearer")
            .bearerFormat("JWT"));
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) ->
                item.getOperations()
                    .forEach((method, operation) -> complete(path, method, operation)));
  }

  private static void complete(String path, PathItem.HttpMethod method, Operation operation) {
    operation.setOperationId(operationId(path, method));
    boolean open = path.equals("/api/v1/nft/tiers");
    operation.setSecurity(
        open
            ? List.of()
            : List.of(OASFactory.createSecurityRequirement().addScheme(BEARER, List.of())));
    boolean hasId = path.contains("{");
    boolean changes = method != PathItem.HttpMethod.GET;
    parameters(operation);
    operation.getResponses().removeAPIResponse("401");
    operation.getResponses().removeAPIResponse("403");
    operation
        .getResponses()
        .getAPIResponses()
        .forEach((status, response) -> answer(status, response));
    Set<Integer> statuses = new TreeSet<>(Set.of(400, 406, 413, 429, 500, 503));
    if (!open) {
      statuses.addAll(Set.of(401, 403));
    }
    if (hasId || changes) {
      statuses.add(404);
    }
    if (changes) {
      statuses.addAll(Set.of(408, 409, 415, 422));
    }
    for (int status : statuses) {
      operation
          .getResponses()
          .addAPIResponse(
              Integer.toString(status),
              OASFactory.createAPIResponse().ref("#/components/responses/Error" + status));
    }
  }

  private static void parameters(Operation operation) {
    if (operation.getParameters() == null) {
      return;
    }
    for (Parameter parameter : operation.getParameters()) {
      Schema schema = parameter.getSchema();
      if (schema == null || schema.getType() == null) {
        continue;
      }
      if (Once.HEADER.equals(parameter.getName())) {
        parameter.description("The same key and body give the first answer again, for 24 hours.");
        schema.minLength(1).maxLength(200).pattern("^[\\x21-\\x7e]*$");
      } else if (schema.getType().contains(SchemaType.STRING) && schema.getMaxLength() == null) {
        schema.maxLength(LONGEST_ID);
      }
    }
  }

  /** A good answer is told by its data alone, or in full as {@link Success}. */
  private static void answer(String status, APIResponse response) {
    response.addHeader(
        RequestId.HEADER,
        OASFactory.createHeader()
            .schema(OASFactory.createSchema().addType(SchemaType.STRING).maxLength(64)));
    if (response.getContent() == null || !status.startsWith("2")) {
      return;
    }
    Content json = OASFactory.createContent();
    response
        .getContent()
        .getMediaTypes()
        .values()
        .forEach(
            media -> {
              String ref = media.getSchema() == null ? null : media.getSchema().getRef();
              if (ref == null || !ref.contains("/Success")) {
                media.setSchema(envelope(media.getSchema()));
              }
              json.addMediaType("application/json", media);
            });
    response.setContent(json);
  }

  private static Schema envelope(Schema data) {
    return OASFactory.createSchema()
        .addType(SchemaType.OBJECT)
        .required(List.of("success", "data", "meta"))
        .addProperty("success", constant(true))
        .addProperty("data", data)
        .addProperty("meta", OASFactory.createSchema().ref("#/components/schemas/AnswerMeta"));
  }

  private static void contractTypes(Components components) {
    Map<String, Schema> schemas = new LinkedHashMap<>(schemas(components));
    replace(
        schemas,
        "UserId",
        string().pattern("^[1-9][0-9]{0,9}$").maxLength(10).description("The platform's user id"));
    replace(schemas, "Instant", time());
    schemas.put(
        "AnswerMeta",
        OASFactory.createSchema()
            .addType(SchemaType.OBJECT)
            .addProperty("timestamp", time())
            .addProperty("version", constant("v1")));
    for (Class<? extends Enum<?>> type : WIRE_ENUMS) {
      List<Object> names =
          Arrays.stream(type.getEnumConstants())
              .map(constant -> (Object) ContractJson.mapper().valueToTree(constant).asText())
              .toList();
      replace(schemas, type.getSimpleName(), string().enumeration(names));
    }
    schemas.remove("RawJson");
    schemas.computeIfPresent(
        "Tier",
        (name, tier) -> {
          // The competition NFT has none.
          Schema volume = tier.getProperties().get("requiredVolume");
          return tier.addProperty("requiredVolume", volume.addType(SchemaType.NULL));
        });
    components.setSchemas(schemas);
  }

  private static void replace(Map<String, Schema> schemas, String name, Schema schema) {
    schemas.computeIfPresent(name, (key, scanned) -> schema);
  }

  private static void errors(Components components) {
    components.addSchema("Failure", failure());
    components.addSchema("Problem", problem());
    components.addSchema(
        "ErrorCode",
        string()
            .enumeration(Arrays.stream(ErrorCode.values()).map(c -> (Object) c.name()).toList())
            .description(describe(Arrays.asList(ErrorCode.values()))));
    Map<Integer, List<ErrorCode>> byStatus =
        Arrays.stream(ErrorCode.values())
            .collect(Collectors.groupingBy(ErrorCode::status, TreeMap::new, Collectors.toList()));
    byStatus.forEach(
        (status, codes) ->
            components.addResponse("Error" + status, error(status, describe(codes))));
  }

  private static APIResponse error(int status, String description) {
    APIResponse response =
        OASFactory.createAPIResponse()
            .description(description)
            .content(
                OASFactory.createContent()
                    .addMediaType("application/json", media("Failure"))
                    .addMediaType(Problem.MEDIA_TYPE, media("Problem")));
    if (status == 429 || status == 503) {
      response.addHeader(
          "Retry-After",
          OASFactory.createHeader()
              .description("Seconds")
              .schema(OASFactory.createSchema().addType(SchemaType.INTEGER)));
    }
    return response;
  }

  private static org.eclipse.microprofile.openapi.models.media.MediaType media(String schema) {
    return OASFactory.createMediaType()
        .schema(OASFactory.createSchema().ref("#/components/schemas/" + schema));
  }

  private static Schema failure() {
    Schema code = OASFactory.createSchema().ref("#/components/schemas/ErrorCode");
    Schema fault =
        OASFactory.createSchema()
            .addType(SchemaType.OBJECT)
            .required(List.of("code", "message", "details"))
            .addProperty("code", code)
            .addProperty("message", string())
            .addProperty("details", object());
    Schema meta =
        OASFactory.createSchema()
            .addType(SchemaType.OBJECT)
            .required(List.of("timestamp", "requestId"))
            .addProperty("timestamp", time())
            .addProperty("requestId", string());
    return OASFactory.createSchema()
        .addType(SchemaType.OBJECT)
        .required(List.of("success", "error", "meta"))
        .addProperty("success", constant(false))
        .addProperty("error", fault)
        .addProperty("meta", meta);
  }

  private static Schema problem() {
    return OASFactory.createSchema()
        .addType(SchemaType.OBJECT)
        .description("RFC 9457")
        .required(List.of("type", "title", "status", "detail", "code", "details", "requestId"))
        .addProperty("type", string())
        .addProperty("title", string())
        .addProperty("status", OASFactory.createSchema().addType(SchemaType.INTEGER))
        .addProperty("detail", string())
        .addProperty("instance", string())
        .addProperty("code", OASFactory.createSchema().ref("#/components/schemas/ErrorCode"))
        .addProperty("details", object())
        .addProperty("requestId", string());
  }

  private static String describe(List<ErrorCode> codes) {
    return codes.stream()
        .map(code -> "`" + code + "` (" + code.status() + "): " + code.meaning())
        .collect(Collectors.joining("\n\n"));
  }

  private static String operationId(String path, PathItem.HttpMethod method) {
    String words = path.replaceFirst("^/api/v1/", "").replaceAll("[^A-Za-z]+", "-");
    return method.name().toLowerCase(java.util.Locale.ROOT) + "-" + words.replaceAll("-$", "");
  }

  private static Map<String, Schema> schemas(Components components) {
    return components.getSchemas() == null ? Map.of() : components.getSchemas();
  }

  private static Schema constant(Object value) {
    return OASFactory.createSchema().constValue(value);
  }

  private static Schema string() {
    return OASFactory.createSchema().addType(SchemaType.STRING);
  }

  private static Schema object() {
    return OASFactory.createSchema().addType(SchemaType.OBJECT);
  }

  private static Schema time() {
    return string().format("date-time");
  }
}
