package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The routes at the edge against the gateway's own table. */
class EdgeTest {
  private static final JsonNode ROUTES =
      Yaml.one(Repository.text(Repository.ROOT.resolve("deploy/gateway/routes.json")));

  /** The documents, which the gateway itself answers with (its README). */
  private static final Set<String> DOCUMENTS =
      Set.of(
          "PathPrefix /docs", "Exact /openapi.json", "Exact /asyncapi.yaml", "PathPrefix /schema");

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void thePathsOfTheGatewayAndNoOthersAreLetIn(Overlay overlay) {
    Set<String> expected = new TreeSet<>(DOCUMENTS);
    ROUTES.path("routes").forEach(route -> expected.add(match(route)));
    Set<String> matches = new TreeSet<>();
    for (JsonNode rule : overlay.find("HTTPRoute", "api").at("/spec/rules")) {
      for (JsonNode match : rule.path("matches")) {
        matches.add(match.at("/path/type").asText() + " " + match.at("/path/value").asText());
      }
    }
    assertThat(matches).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void everythingGoesToThePortOfTheGateway(Overlay overlay) {
    JsonNode port = overlay.find("Service", "gateway").at("/spec/ports/0/port");
    for (JsonNode rule : overlay.find("HTTPRoute", "api").at("/spec/rules")) {
      assertThat(rule.path("backendRefs")).hasSize(1);
      assertThat(rule.at("/backendRefs/0/name").asText()).isEqualTo("gateway");
      assertThat(rule.at("/backendRefs/0/port")).isEqualTo(port);
    }
  }

  /** The page and the API have one host, and the console is what serves the page. */
  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void theConsolesPathGoesToTheConsole(Overlay overlay) {
    JsonNode route = overlay.find("HTTPRoute", "console").path("spec");
    assertThat(route.path("parentRefs"))
        .isEqualTo(overlay.find("HTTPRoute", "api").at("/spec/parentRefs"));
    assertThat(route.path("rules")).hasSize(1);
    JsonNode rule = route.at("/rules/0");
    assertThat(rule.path("matches")).hasSize(1);
    assertThat(rule.at("/matches/0/path/type").asText()).isEqualTo("PathPrefix");
    assertThat(rule.at("/matches/0/path/value").asText()).isEqualTo("/console");
    assertThat(rule.path("backendRefs")).hasSize(1);
    assertThat(rule.at("/backendRefs/0/name").asText()).isEqualTo("console");
    assertThat(rule.at("/backendRefs/0/port"))
        .isEqualTo(overlay.find("Service", "console").at("/spec/ports/0/port"));
    assertThat(rule.at("/timeouts/request").asText()).isNotEmpty().isNotEqualTo("0s");
  }

  /** A time limit would cut the WebSocket; without one a request could hang without end. */
  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void onlyWebSocketsHaveNoTimeLimit(Overlay overlay) {
    Set<String> webSockets = new TreeSet<>();
    ROUTES
        .path("routes")
        .forEach(
            route -> {
              if (route.path("webSocket").asBoolean()) {
                webSockets.add(match(route));
              }
            });
    Set<String> unlimited = new TreeSet<>();
    for (JsonNode rule : overlay.find("HTTPRoute", "api").at("/spec/rules")) {
      if (rule.at("/timeouts/request").asText().equals("0s")) {
        rule.path("matches")
            .forEach(
                match ->
                    unlimited.add(
                        match.at("/path/type").asText() + " " + match.at("/path/value").asText()));
      } else {
        assertThat(rule.at("/timeouts/request").asText()).isNotEmpty();
      }
    }
    assertThat(unlimited).isNotEmpty().isEqualTo(webSockets);
  }

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void everyRouteHangsOnAListenerOfTheGateway(Overlay overlay) {
    Set<String> listeners = new TreeSet<>();
    overlay
        .find("Gateway", "edge")
        .at("/spec/listeners")
        .forEach(listener -> listeners.add(listener.path("name").asText()));
    for (JsonNode route : overlay.ofKind("HTTPRoute")) {
      assertThat(route.at("/spec/parentRefs/0/name").asText()).isEqualTo("edge");
      assertThat(listeners).contains(route.at("/spec/parentRefs/0/sectionName").asText());
    }
  }

  /** A parameter inside a path cannot be said at the edge: what comes before it is let in. */
  private static String match(JsonNode route) {
    String path = route.path("path").asText();
    String fixed = path.replaceAll("/(\\{|\\*\\*).*", "");
    return (fixed.equals(path) ? "Exact " : "PathPrefix ") + fixed;
  }
}
