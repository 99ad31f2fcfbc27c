package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the manifests set is what the built programs read, and what they cannot do without is set.
 */
class ConfigurationIT {
  private static final Set<String> NEEDED =
      Set.of(
          "KAFKA_BOOTSTRAP_SERVERS",
          "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
          "QUARKUS_DATASOURCE_REACTIVE_URL",
          "QUARKUS_DATASOURCE_JDBC_URL",
          "QUARKUS_DATASOURCE_USERNAME");

  private static final Set<String> NEEDED_BY_MINTING =
      Set.of("AIW3_SOLANA_RPC_URLS", "AIW3_SOLANA_DERIVATION_SECRET_FILE", "AIW3_PINATA_JWT");

  private static final Set<String> NEEDED_BY_VAULT =
      Set.of("AIW3_SIGNER_VAULT_URL", "AIW3_SIGNER_VAULT_KEY", "AIW3_SIGNER_VAULT_TOKEN_FILE");

  /** The built services and, by program, what each place sets. */
  private static final Map<String, BuiltService> BUILT = new HashMap<>();

  /**
   * @param where overlay or compose
   * @param port the port that the outside expects the program at
   */
  record Program(String where, String name, Map<String, String> environment, int port) {
    @Override
    public String toString() {
      return name + " in " + where;
    }
  }

  static Stream<Program> programs() {
    Stream<Program> kubernetes =
        Overlay.everywhere()
            .flatMap(
                overlay ->
                    overlay.ofKind("Deployment").stream()
                        .map(deployment -> program(overlay, deployment)));
    return Stream.concat(kubernetes, ComposeFile.programs());
  }

  static Stream<Program> services() {
    return programs().filter(program -> Repository.SERVICES.contains(program.name()));
  }

  @ParameterizedTest
  @MethodSource("services")
  void everyVariableIsReadByTheService(Program service) {
    assertThat(service.environment().keySet())
        .allMatch(variable -> built(service).reads(variable), "is read by the service");
  }

  @ParameterizedTest
  @MethodSource("services")
  void whatAServiceNeedsIsSet(Program service) {
    assertThat(service.environment()).containsKeys(NEEDED.toArray(String[]::new));
    // The password comes with the variable or with the file that compose makes.
    assertThat(service.environment())
        .containsAnyOf(
            Map.entry("QUARKUS_DATASOURCE_PASSWORD", ""),
            Map.entry("QUARKUS_CONFIG_LOCATIONS", "/run/aiw3/service/service.properties"));
    if (service.name().equals("minting-service")) {
      assertThat(service.environment()).containsKeys(NEEDED_BY_MINTING.toArray(String[]::new));
      // The key is in a file, or does not leave Vault.
      boolean vault = "vault".equals(service.environment().get("AIW3_SIGNER_KIND"));
      assertThat(service.environment().keySet().containsAll(NEEDED_BY_VAULT)).isEqualTo(vault);
      assertThat(service.environment().containsKey("AIW3_SOLANA_WALLET_KEY_FILE"))
          .isEqualTo(!vault);
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void everyServiceHasItsOwnSchema(Program service) {
    String schema = Repository.SCHEMAS.get(service.name());
    // In a cluster a Job migrates, and the service's own user may not.
    boolean migrates = !"false".equals(service.environment().get("AIW3_MIGRATION_AT_START"));
    assertThat(service.environment().get("QUARKUS_DATASOURCE_USERNAME"))
        .isEqualTo(migrates ? schema : schema + "-service");
    assertThat(service.environment().get("QUARKUS_DATASOURCE_REACTIVE_URL"))
        .matches("vertx-reactive:mysql://[a-z.]+:3306/" + schema);
    assertThat(service.environment().get("QUARKUS_DATASOURCE_JDBC_URL"))
        .matches("jdbc:mysql://[a-z.]+:3306/" + schema + "\\?.*");
  }

  @ParameterizedTest
  @MethodSource("services")
  void aServiceIsExpectedWhereItListens(Program service) {
    assertThat(Integer.toString(service.port()))
        .isEqualTo(built(service).property("quarkus.http.port"));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void theGatewayKnowsEveryServiceByItsPortAndReadsNothingElse(Program gateway) {
    if (!gateway.name().equals("gateway")) {
      return;
    }
    BuiltService built = BUILT.computeIfAbsent("gateway", name -> BuiltService.gateway());
    Set<String> addresses = new HashSet<>();
    gateway
        .environment()
        .forEach(
            (name, value) -> {
              if (name.endsWith("_URL")) {
                addresses.add(value);
              } else {
                assertThat(built.reads(name)).as(name).isTrue();
              }
            });
    Set<String> expected = new HashSet<>();
    services()
        .filter(service -> service.where().equals(gateway.where()))
        .forEach(service -> expected.add("http://" + service.name() + ":" + service.port()));
    assertThat(addresses).isEqualTo(expected);
    assertThat(gateway.port()).isEqualTo(8080);
  }

  /**
   * The gateway's application without its routes: what it is configured by, and nothing it calls.
   */
  @ParameterizedTest
  @MethodSource("programs")
  void theConsoleReadsItsVariablesAndKnowsNoService(Program console) {
    if (!console.name().equals("console")) {
      return;
    }
    BuiltService built = BUILT.computeIfAbsent("gateway", name -> BuiltService.gateway());
    assertThat(console.environment().keySet())
        .allMatch(built::reads, "is read by the gateway")
        .contains("GATEWAY_CONSOLE_OIDC_AUTHORITY", "GATEWAY_CONSOLE_OIDC_CLIENT_ID");
    assertThat(console.port()).isEqualTo(8080);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void onlyTheConsoleHasSettingsOfTheConsole(Program program) {
    if (!program.name().equals("console")) {
      assertThat(program.environment().keySet())
          .noneMatch(name -> name.startsWith("GATEWAY_CONSOLE_"));
    }
  }

  @Test
  void aMisspeltVariableIsFound() {
    BuiltService badge = BUILT.computeIfAbsent("badge-service", BuiltService::new);
    assertThat(badge.reads("QUARKUS_DATASOURCE_JDBC_URL")).isTrue();
    assertThat(badge.reads("QUARKUS_DATASOURCE_URL")).isFalse();
    assertThat(badge.reads("AIW3_OUTBOX_RELAY")).isTrue();
    assertThat(badge.reads("AIW3_OUTBOX_RETENTION")).isTrue();
    assertThat(badge.reads("AIW3_SOLANA_RPC_URLS")).isFalse();
  }

  private static Program program(Overlay overlay, JsonNode deployment) {
    Map<String, String> values = new HashMap<>();
    overlay
        .environment(deployment)
        .forEach((name, variable) -> values.put(name, variable.path("value").asText()));
    return new Program(
        overlay.name(),
        deployment.at("/metadata/name").asText(),
        values,
        Overlay.container(deployment).at("/ports/0/containerPort").asInt());
  }

  private static BuiltService built(Program service) {
    return BUILT.computeIfAbsent(service.name(), BuiltService::new);
  }
}
