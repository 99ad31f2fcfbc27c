package io.aiw3.nft.kit.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Describes the answers to faults: for each operation the codes that it can give, and for each code
 * a schema with its {@code details}, distinguished by {@code code}.
 */
final class ErrorAnswers {
  private static final String DETAILS = "META-INF/api-errors.json";
  private static final String SHARED_DETAILS = "schema";

  private final Components components;
  private final JsonNode details = JsonSchemas.read(DETAILS);

  ErrorAnswers(Components components) {
    this.components = components;
  }

  /** Adds an answer for each status of the codes. */
  void describe(Operation operation, Set<ErrorCode> codes) {
    Map<Integer, List<ErrorCode>> byStatus =
        codes.stream()
            .sorted(Comparator.comparing(Enum::name))
            .collect(Collectors.groupingBy(ErrorCode::status, TreeMap::new, Collectors.toList()));
    byStatus.forEach(
        (status, own) ->
            operation
                .getResponses()
                .addAPIResponse(Integer.toString(status), response(status, own)));
  }

  /** In full where only some of a status' codes can come, else shared by all operations. */
  private APIResponse response(int status, List<ErrorCode> codes) {
    if (!Set.copyOf(codes).equals(of(status))) {
      return inFull(status, codes);
    }
    String name = "Error" + status;
    if (components.getResponses() == null || !components.getResponses().containsKey(name)) {
      components.addResponse(name, inFull(status, codes));
    }
    return OASFactory.createAPIResponse().ref("#/components/responses/" + name);
  }

  private static Set<ErrorCode> of(int status) {
    return EnumSet.allOf(ErrorCode.class).stream()
        .filter(code -> code.status() == status)
        .collect(Collectors.toSet());
  }

  private APIResponse inFull(int status, List<ErrorCode> codes) {
    APIResponse response =
        OASFactory.createAPIResponse()
            .description(sentences(codes))
            .content(
                OASFactory.createContent()
                    .addMediaType("application/json", media(failure(codes)))
                    .addMediaType(Problem.MEDIA_TYPE, media(problem())));
    if (status == 429 || status == 503) {
      response.addHeader(
          "Retry-After",
          OASFactory.createHeader()
              .description("Seconds to wait, 0 or more")
              .schema(Schemas.integer()));
    }
    return response;
  }

  private static MediaType media(Schema schema) {
    return OASFactory.createMediaType().schema(schema);
  }

  private Schema failure(List<ErrorCode> codes) {
    if (!Schemas.of(components).containsKey("FailureMeta")) {
      components.addSchema(
          "FailureMeta",
          Schemas.object()
              .description("When the error was answered, and in which request")
              .required(List.of("timestamp", "requestId"))
              .addProperty("timestamp", Schemas.time().description("When it was answered, UTC"))
              .addProperty("requestId", requestId()));
    }
    return Schemas.object()
        .required(List.of("success", "error", "meta"))
        .addProperty("success", Schemas.constant(false).description("false: there is no data"))
        .addProperty("error", error(codes))
        .addProperty("meta", Schemas.ref("FailureMeta").description("About the answer"));
  }

  private Schema error(List<ErrorCode> codes) {
    codes.forEach(this::addSchema);
    if (codes.size() == 1) {
      return Schemas.ref(schemaName(codes.get(0))).description("What went wrong");
    }
    Schema any = OASFactory.createSchema().description("What went wrong; code tells which");
    var discriminator = OASFactory.createDiscriminator().propertyName("code");
    for (ErrorCode code : codes) {
      Schema one = Schemas.ref(schemaName(code));
      any.addOneOf(one);
      discriminator.addMapping(code.name(), one.getRef());
    }
    return any.discriminator(discriminator);
  }

  private void addSchema(ErrorCode code) {
    if (Schemas.of(components).containsKey(schemaName(code))) {
      return;
    }
    components.addSchema(
        schemaName(code),
        Schemas.object()
            .description(code.meaning())
            .required(List.of("code", "message", "details"))
            .addProperty("code", Schemas.constant(code.name()).description("For programs"))
            .addProperty("message", Schemas.string().description("A sentence for people, English"))
            .addProperty("details", details(code)));
  }

  private Schema details(ErrorCode code) {
    JsonNode own = details.path(code.name());
    if (own.has(SHARED_DETAILS)) {
      String name = own.path(SHARED_DETAILS).asText();
      components.addSchema(name, JsonSchemas.of(details.path(name)).addType(object()));
      return Schemas.ref(name).description("What a program needs to act");
    }
    String description = own.isMissingNode() ? "Empty" : "What a program needs to act";
    return JsonSchemas.of(own).addType(object()).description(description);
  }

  private static Schema.SchemaType object() {
    return Schema.SchemaType.OBJECT;
  }

  private Schema problem() {
    if (!Schemas.of(components).containsKey("Problem")) {
      components.addSchema(
          "ErrorCode",
          Schemas.string()
              .enumeration(Arrays.stream(ErrorCode.values()).map(c -> (Object) c.name()).toList())
              .description(sentences(Arrays.asList(ErrorCode.values()))));
      components.addSchema(
          "Problem",
          Schemas.object()
              .description("The same error in the shape of RFC 9457")
              .required(
                  List.of("type", "title", "status", "detail", "code", "details", "requestId"))
              .addProperty("type", Schemas.string().description("A URN that ends in the code"))
              .addProperty("title", Schemas.string().description("What the code means"))
              .addProperty(
                  "status",
                  Schemas.integer()
                      .description("HTTP status")
                      .minimum(BigDecimal.valueOf(400))
                      .maximum(BigDecimal.valueOf(599)))
              .addProperty("detail", Schemas.string().description("What happened this time"))
              .addProperty("instance", Schemas.string().description("The request, as a URN"))
              .addProperty("code", Schemas.ref("ErrorCode").description("For programs"))
              .addProperty(
                  "details",
                  Schemas.object()
                      .description("What a program needs to act, as in the JSON of the same code"))
              .addProperty("requestId", requestId()));
    }
    return Schemas.ref("Problem");
  }

  private static Schema requestId() {
    return Schemas.string()
        .description("X-Request-ID of the request, 1 to 64 characters; finds it in the logs");
  }

  /** {@code OPERATION_IN_PROGRESS}: {@code OperationInProgressError}. */
  private static String schemaName(ErrorCode code) {
    String words =
        Arrays.stream(code.name().split("_", -1))
            .map(word -> word.charAt(0) + word.substring(1).toLowerCase(java.util.Locale.ROOT))
            .collect(Collectors.joining());
    return words.endsWith("Error") ? words : words + "Error";
  }

  private static String sentences(List<ErrorCode> codes) {
    return codes.stream()
        .map(code -> "`" + code + "` (" + code.status() + "): " + code.meaning())
        .collect(Collectors.joining("\n\n"));
  }
}
