package io.aiw3.nft.kit.api;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Describes the answers to faults: one for each status, with the codes that come with it. */
final class ErrorAnswers {
  private ErrorAnswers() {}

  static void describe(Components components) {
    components.addSchema("Failure", failure());
    components.addSchema("Problem", problem());
    components.addSchema(
        "ErrorCode",
        Schemas.string()
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
          OASFactory.createHeader().description("Seconds").schema(Schemas.integer()));
    }
    return response;
  }

  private static MediaType media(String schema) {
    return OASFactory.createMediaType().schema(Schemas.ref(schema));
  }

  private static Schema failure() {
    Schema code = Schemas.ref("ErrorCode");
    Schema fault =
        Schemas.object()
            .required(List.of("code", "message", "details"))
            .addProperty("code", code)
            .addProperty("message", Schemas.string())
            .addProperty("details", Schemas.object());
    Schema meta =
        Schemas.object()
            .required(List.of("timestamp", "requestId"))
            .addProperty("timestamp", Schemas.time())
            .addProperty("requestId", Schemas.string());
    return Schemas.object()
        .required(List.of("success", "error", "meta"))
        .addProperty("success", Schemas.constant(false))
        .addProperty("error", fault)
        .addProperty("meta", meta);
  }

  private static Schema problem() {
    return Schemas.object()
        .description("RFC 9457")
        .required(List.of("type", "title", "status", "detail", "code", "details", "requestId"))
        .addProperty("type", Schemas.string())
        .addProperty("title", Schemas.string())
        .addProperty("status", Schemas.integer())
        .addProperty("detail", Schemas.string())
        .addProperty("instance", Schemas.string())
        .addProperty("code", Schemas.ref("ErrorCode"))
        .addProperty("details", Schemas.object())
        .addProperty("requestId", Schemas.string());
  }

  private static String describe(List<ErrorCode> codes) {
    return codes.stream()
        .map(code -> "`" + code + "` (" + code.status() + "): " + code.meaning())
        .collect(Collectors.joining("\n\n"));
  }
}
