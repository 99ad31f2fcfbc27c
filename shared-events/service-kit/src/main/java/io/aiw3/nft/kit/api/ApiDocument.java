package io.aiw3.nft.kit.api;

import io.aiw3.nft.kit.idempotency.IdempotentRequests;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  /** Name of the security scheme; its scopes are the roles, any of which suffices. */
  public static final String BEARER = "bearer";

  /**
   * Of an operation: the codes that it gives beyond those of all, for example {@code
   * BADGE_RESERVED, BADGE_CONSUMED}.
   */
  public static final String ERRORS = "x-errors";

  /** Of an answer whose data may be null: a schema cannot say so of a class that it refers to. */
  public static final String MAY_BE_NULL = "x-data-may-be-null";

  private static final String IDEMPOTENCY_KEY =
      "The same key and body give the first answer again, for 24 hours, if that was a 2xx: a"
          + " refusal is not kept, the request is decided again. A key belongs to its caller and to"
          + " this call of this service, the ids in the address included.";
  private static final int LONGEST_ID = 128;
  private static final String ACCEPTED = "202";

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getInfo()
        .version("1.0.0")
        .description(
            "A service of AIW3 NFT. Answers come in an envelope; errors come as"
                + " application/problem+json when Accept names it.")
        .contact(OASFactory.createContact().name("AIW3 NFT"));
    Components components = api.getComponents();
    if (components == null) {
      components = OASFactory.createComponents();
      api.setComponents(components);
    }
    Set<String> requests = RequestBodies.schemas(api);
    ContractTypes.describe(components);
    RequestBodies.tellApart(Schemas.of(components), requests);
    ContractTypes.describeOptional(components);
    components.setSecuritySchemes(
        Map.of(
            BEARER,
            OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .bearerFormat("JWT")
                .description("sub: user id; wallet: wallet address; groups: roles")));
    ErrorAnswers errors = new ErrorAnswers(components);
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) ->
                item.getOperations()
                    .forEach(
                        (method, operation) -> {
                          if (method == PathItem.HttpMethod.GET) {
                            stateVersion(operation);
                          }
                          complete(operation);
                          errors.describe(operation, codes(path, method, operation));
                          operation.removeExtension(ERRORS);
                        }));
    new ApiDescriptions().describe(api, requests);
    ApiTags.describe(api);
  }

  /** Reads of what belongs to somebody take the version that an answer gave. */
  private static void stateVersion(Operation operation) {
    if (!roles(operation).isEmpty()) {
      operation.addParameter(
          OASFactory.createParameter()
              .name(StateVersion.HEADER)
              .in(Parameter.In.HEADER)
              .description(
                  "meta.stateVersion of answers that changed something, with commas: the answer"
                      + " shows at least that, or comes as 503 with Retry-After")
              .example("operation/0b1f7c1e-6f0c-4a53-9a39-000000000001/0")
              .schema(Schemas.string().maxLength(1200).pattern(StateVersion.PATTERN)));
    }
  }

  private static void complete(Operation operation) {
    List<String> roles = roles(operation);
    operation.setSecurity(
        roles.isEmpty()
            ? List.of()
            : List.of(OASFactory.createSecurityRequirement().addScheme(BEARER, roles)));
    String required =
        roles.isEmpty() ? "Needs no token." : "Role: " + String.join(" or ", roles) + ".";
    operation.setDescription(
        operation.getDescription() == null
            ? required
            : operation.getDescription() + "\n\n" + required);
    parameters(operation);
    operation
        .getResponses()
        .getAPIResponses()
        .forEach((status, response) -> answer(status, response));
  }

  private static List<String> roles(Operation operation) {
    return operation.getSecurity() == null
        ? List.of()
        : operation.getSecurity().stream()
            .map(requirement -> requirement.getScheme(BEARER))
            .filter(scopes -> scopes != null && !scopes.isEmpty())
            .findFirst()
            .orElse(List.of());
  }

  /** What any call can give, what follows from the operation's shape, and what it declares. */
  private static Set<ErrorCode> codes(
      String path, PathItem.HttpMethod method, Operation operation) {
    Set<ErrorCode> codes =
        EnumSet.of(
            ErrorCode.MALFORMED_REQUEST,
            ErrorCode.NOT_ACCEPTABLE,
            ErrorCode.PAYLOAD_TOO_LARGE,
            ErrorCode.RATE_LIMITED,
            ErrorCode.INTERNAL_ERROR,
            ErrorCode.DEPENDENCY_UNAVAILABLE);
    if (!operation.getSecurity().isEmpty()) {
      codes.addAll(Set.of(ErrorCode.UNAUTHORIZED, ErrorCode.FORBIDDEN));
    }
    boolean parameters = operation.getParameters() != null && !operation.getParameters().isEmpty();
    if (parameters || operation.getRequestBody() != null) {
      codes.add(ErrorCode.VALIDATION_FAILED);
    }
    if (path.contains("{")) {
      codes.add(ErrorCode.NOT_FOUND);
    }
    if (method != PathItem.HttpMethod.GET) {
      codes.addAll(
          Set.of(
              ErrorCode.REQUEST_TIMEOUT,
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              ErrorCode.IDEMPOTENCY_KEY_REUSED));
    }
    if (operation.hasExtension(ERRORS)) {
      for (String name : operation.getExtension(ERRORS).toString().split(", ", -1)) {
        codes.add(ErrorCode.valueOf(name));
      }
    }
    return codes;
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
      if (IdempotentRequests.HEADER.equals(parameter.getName())) {
        parameter.description(IDEMPOTENCY_KEY);
        schema.minLength(1).maxLength(200).pattern("^[\\x21-\\x7e]*$");
      } else if (schema.getType().contains(SchemaType.STRING) && schema.getMaxLength() == null) {
        schema.maxLength(LONGEST_ID);
      }
    }
  }

  /** A good answer is described by its data alone, or in full as {@link Success}. */
  private static void answer(String status, APIResponse response) {
    // The scan adds what is said of the operation to its answers, too.
    response.removeExtension(ERRORS);
    response.addHeader(
        RequestId.HEADER,
        OASFactory.createHeader()
            .description("Finds the request in the logs; as sent, or made")
            .required(true)
            .schema(Schemas.string().maxLength(64)));
    if (ACCEPTED.equals(status)) {
      response.addHeader(
          "Location",
          OASFactory.createHeader()
              .description("Path at which to read what becomes of it")
              .required(true)
              .schema(Schemas.string()));
    }
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
                media.setSchema(envelope(data(response, media.getSchema())));
              }
              json.addMediaType("application/json", media);
            });
    response.setContent(json);
  }

  private static Schema data(APIResponse response, Schema data) {
    if (!response.hasExtension(MAY_BE_NULL)) {
      return data;
    }
    response.removeExtension(MAY_BE_NULL);
    return OASFactory.createSchema()
        .addAnyOf(data)
        .addAnyOf(OASFactory.createSchema().addType(SchemaType.NULL));
  }

  private static Schema envelope(Schema data) {
    return Schemas.object()
        .required(List.of("success", "data", "meta"))
        .addProperty("success", Schemas.constant(true).description("true: data is the answer"))
        .addProperty("data", described(data))
        .addProperty("meta", Schemas.ref("AnswerMeta").description("About the answer"));
  }

  private static Schema described(Schema data) {
    return data.getDescription() == null ? data.description("The answer") : data;
  }
}
