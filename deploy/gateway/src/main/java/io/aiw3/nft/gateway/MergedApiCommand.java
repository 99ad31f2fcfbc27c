package io.aiw3.nft.gateway;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Prints {@code /openapi.json} without any service running, from the documents that the services'
 * builds wrote: {@code java -jar quarkus-run.jar merge-api
 * badge-service=badge-service/target/openapi/openapi.json …}. Its keys are sorted, so that two
 * documents that say the same are the same text.
 */
final class MergedApiCommand {
  private MergedApiCommand() {}

  static void print(String... arguments) throws IOException {
    Map<String, JsonObject> documents = new TreeMap<>();
    for (String argument : arguments) {
      String[] named = argument.split("=", 2);
      documents.put(named[0], new JsonObject(Files.readString(Path.of(named[1]))));
    }
    JsonObject merged = MergedApi.of(documents, Routes.bundled());
    System.out.write(Json.encodePrettily(sorted(merged.getMap())).getBytes(StandardCharsets.UTF_8));
    System.out.println();
  }

  private static Object sorted(Object value) {
    if (value instanceof JsonObject object) {
      return sorted(object.getMap());
    }
    if (value instanceof JsonArray array) {
      return sorted(array.getList());
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new TreeMap<>();
      map.forEach((key, one) -> copy.put((String) key, sorted(one)));
      return copy;
    }
    return value instanceof List<?> list
        ? list.stream().map(MergedApiCommand::sorted).collect(Collectors.toList())
        : value;
  }
}
