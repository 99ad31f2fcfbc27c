package io.aiw3.nft.kit.api;

import io.aiw3.nft.kit.idempotency.IdempotentRequests;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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

  /** Of an answer whose data may be null: a schema cannot say so of a class that it refers to. */
  public static final String MAY_BE_NULL = "x-data-may-be-null";

  /** What needs no token. */
  private static final Set<String> OPEN =
      Set.of(
          "/api/v1/nft/tiers",
          "/api/v1/nft/artwork",
          "/api/v1/nft/config",
          "/api/v1/nft/profiles/{wallet}");

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getInfo()
        .version("1.0.0")
        .description(
            "A service of AIW3 NFT. Answers come in an envelope; errors come as"
                + " application/problem+json to a caller that accepts that.");
    Components components = api.getComponents();
    if (components == null) {
      components = OASFactory.createComponents();
      api.setComponents(components);
    }
    Set<String> requests = RequestBodies.schemas(api);
    ContractTypes.describe(components);
    RequestBodies.tellApart(Schemas.of(components), requests);
    ErrorAnswers.describe(components);
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
    if (operation.getOperationId() == null) {
      operation.setOperationId(operationId(path, method));
    }
    boolean open = OPEN.contains(path);
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
      if (IdempotentRequests.HEADER.equals(parameter.getName())) {
        parameter.description("The same key and body give the first answer again, for 24 hours.");
        schema.minLength(1).maxLength(200).pattern("^[\\x21-\\x7e]*$");
      } else if (schema.getType().contains(SchemaType.STRING) && schema.getMaxLength() == null) {
        schema.maxLength(LONGEST_ID);
      }
    }
  }

  /** A good answer is documented by its data alone, or in full as {@link Success}. */
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
        .addProperty("success", Schemas.constant(true))
        .addProperty("data", data)
        .addProperty("meta", Schemas.ref("AnswerMeta"));
  }

  private static String operationId(String path, PathItem.HttpMethod method) {
    String words = path.replaceFirst("^/api/v1/", "").replaceAll("[^A-Za-z]+", "-");
    return method.name().toLowerCase(java.util.Locale.ROOT) + "-" + words.replaceAll("-$", "");
  }
}
