package io.aiw3.nft.gateway;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of {@code routes.json}; the first route that fits is taken. */
record Routes(List<Route> routes) {
  Routes {
    routes = List.copyOf(routes);
  }

  /** The table that the gateway was built with. */
  static Routes bundled() {
    try (InputStream json = Routes.class.getResourceAsStream("/routes.json")) {
      if (json == null) {
        throw new IllegalStateException("routes.json is missing in the gateway's jar");
      }
      return parse(new String(json.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Routes read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("the routes cannot be read", e);
    }
  }

  static Routes parse(String json) {
    return new Routes(
        new JsonObject(json)
            .getJsonArray("routes").stream()
                .map(JsonObject.class::cast)
                .map(
                    route ->
                        new Route(
                            PathPattern.parse(route.getString("path")),
                            route.getString("service"),
                            route.getBoolean("webSocket", false),
                            route.getBoolean("public", false),
                            route.getInteger("bodyLimit", 0),
                            composition(route)))
                .toList());
  }

  private static Composition composition(JsonObject route) {
    JsonObject json = route.getJsonObject("compose");
    return json == null ? null : Composition.parse(route.getString("path"), json);
  }

  Optional<Route> find(String path) {
    return routes.stream().filter(route -> route.path().matches(path)).findFirst();
  }

  /** There is no API: the application serves the console alone. */
  boolean isEmpty() {
    return routes.isEmpty();
  }

  Set<String> services() {
    return routes.stream()
        .flatMap(
            route ->
                route.composition() == null
                    ? Stream.of(route.service())
                    : route.composition().parts().stream().map(Composition.Part::service))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
