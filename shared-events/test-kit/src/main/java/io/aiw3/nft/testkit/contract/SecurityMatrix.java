package io.aiw3.nft.testkit.contract;

import static io.restassured.RestAssured.given;

import io.aiw3.nft.testkit.TestTokens;
import io.restassured.response.Response;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tries every operation of a service's OpenAPI document with every kind of token that must not do,
 * and with every role. Which roles may call what is said by the test, and must be what the document
 * says.
 */
public final class SecurityMatrix {
  private static final List<String> ROLES =
      List.of("user", "service", "admin", "competition_manager");
  private static final int CALLER = 987_654;

  private final OpenApi api;
  private final Map<String, Set<String>> allowed;
  private final List<String> flaws = new ArrayList<>();
  private int tried;

  private SecurityMatrix(OpenApi api, Map<String, Set<String>> allowed) {
    this.api = api;
    this.allowed = allowed;
  }

  /**
   * @param allowed by the beginning of a path: the roles that may call it; none: no token is
   *     needed. The longest beginning counts.
   * @return how many calls were made
   * @throws AssertionError naming each call that was answered wrongly, and paths that are not
   *     listed
   */
  public static int check(Map<String, Set<String>> allowed) {
    String document = given().get("/q/openapi?format=json").asString();
    SecurityMatrix matrix = new SecurityMatrix(OpenApi.parse(document), allowed);
    matrix.api.operations().forEach(matrix::tryAll);
    if (!matrix.flaws.isEmpty()) {
      throw new AssertionError(String.join("\n", matrix.flaws));
    }
    return matrix.tried;
  }

  private void tryAll(OpenApi.Operation operation) {
    Set<String> roles =
        allowed.entrySet().stream()
            .filter(entry -> operation.path().startsWith(entry.getKey()))
            .max(Map.Entry.comparingByKey(java.util.Comparator.comparingInt(String::length)))
            .map(Map.Entry::getValue)
            .orElse(null);
    if (roles == null) {
      flaws.add(operation + " is not in the test's table");
      return;
    }
    Set<String> described = new TreeSet<>();
    operation
        .description()
        .path("security")
        .forEach(
            requirement ->
                requirement
                    .properties()
                    .forEach(scheme -> scheme.getValue().forEach(r -> described.add(r.asText()))));
    if (!described.equals(roles)) {
      flaws.add(operation + " is described for " + described + ", not for " + roles);
    }
    if (roles.isEmpty()) {
      int expected = operation.path().contains("{") ? 404 : 200;
      expect(operation, "no token", call(operation, null).statusCode(), expected);
      return;
    }
    String[] mayAll = roles.toArray(String[]::new);
    wrongTokens(mayAll)
        .forEach(
            (kind, token) -> {
              Response response = call(operation, token);
              expect(operation, kind, response.statusCode(), 401);
              leaksNothing(operation, kind, response);
            });
    Set<String> all = new TreeSet<>(ROLES);
    for (String role : all) {
      int status = call(operation, sign(claims(role))).statusCode();
      boolean entered = status != 401 && status != 403;
      if (entered != roles.contains(role) || status >= 500) {
        flaws.add(operation + " as " + role + ": " + status);
      }
    }
    expect(operation, "no role", call(operation, sign(claims())).statusCode(), 403);
  }

  private static Map<String, String> wrongTokens(String... roles) {
    Map<String, String> tokens = new LinkedHashMap<>();
    tokens.put("no token", null);
    tokens.put("not a token", "abc");
    tokens.put("expired", sign(claims(roles).expiresAt(System.currentTimeMillis() / 1000 - 3600)));
    tokens.put("wrong audience", sign(claims(roles).audience("another-api")));
    tokens.put("wrong issuer", sign(claims(roles).issuer("https://elsewhere.example")));
    tokens.put(
        "algorithm RS512",
        claims(roles)
            .jws()
            .algorithm(io.smallrye.jwt.algorithm.SignatureAlgorithm.RS512)
            .sign(TestTokens.privateKey()));
    tokens.put(
        "algorithm HS256 with the public key",
        claims(roles)
            .jws()
            .algorithm(io.smallrye.jwt.algorithm.SignatureAlgorithm.HS256)
            .sign(TestTokens.publicKeyAsSecret()));
    tokens.put("algorithm none", unsigned(sign(claims(roles))));
    tokens.put("another key", anotherKey(roles));
    tokens.put("changed claims", changed(sign(claims("nobody")), roles));
    return tokens;
  }

  private static JwtClaimsBuilder claims(String... roles) {
    return Jwt.issuer("https://aiw3.io")
        .audience("aiw3-nft")
        .subject(Integer.toString(CALLER))
        .groups(Set.of(roles))
        .expiresIn(600);
  }

  private static String sign(JwtClaimsBuilder claims) {
    return claims.sign(TestTokens.privateKey());
  }

  private static String unsigned(String token) {
    String header = "{\"alg\":\"none\",\"typ\":\"JWT\"}";
    return base64(header) + "." + token.split("\\.", -1)[1] + ".";
  }

  private static String changed(String token, String... roles) {
    String[] parts = token.split("\\.", -1);
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    return parts[0] + "." + base64(claims.replace("nobody", roles[0])) + "." + parts[2];
  }

  private static String anotherKey(String... roles) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return claims(roles).sign(generator.generateKeyPair().getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private Response call(OpenApi.Operation operation, String token) {
    tried++;
    var request = given();
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (!operation.method().equals("GET")) {
      request.contentType("application/json").body("{}");
    }
    String path = operation.path().replaceAll("\\{[^}]+}", "no-such-thing");
    return request.request(operation.method(), path);
  }

  private void expect(OpenApi.Operation operation, String kind, int status, int wanted) {
    if (status != wanted) {
      flaws.add("%s with %s: %d instead of %d".formatted(operation, kind, status, wanted));
    }
  }

  private void leaksNothing(OpenApi.Operation operation, String kind, Response response) {
    String text = response.headers() + response.asString();
    for (String secret :
        List.of("Exception", "io.aiw3", "SELECT ", "jose4j", "Quarkus", "at java.")) {
      if (text.contains(secret)) {
        flaws.add("%s with %s reveals %s: %s".formatted(operation, kind, secret, text));
      }
    }
  }
}
