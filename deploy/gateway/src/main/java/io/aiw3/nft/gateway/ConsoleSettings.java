package io.aiw3.nft.gateway;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The web console, where this application serves it.
 *
 * @param directory what {@code deploy/console} builds
 * @param imageOrigins where its images may come from besides the gateway: the IPFS gateway
 * @param authority the OIDC provider's address; empty: no sign-in by OIDC
 * @param clientId of the console at the provider
 * @param scope that the console requests
 * @param local whether the suite runs on one machine, with {@code /local/} among its routes
 */
record ConsoleSettings(
    Path directory,
    List<String> imageOrigins,
    String authority,
    String clientId,
    String scope,
    boolean local) {
  private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]-]+");

  /** Null where {@code GATEWAY_CONSOLE_DIR} names no directory. */
  static ConsoleSettings of(GatewayConfig.Console console) {
    if (console.dir().isEmpty()) {
      return null;
    }
    String authority = console.oidc().authority().map(String::strip).orElse("");
    String client = console.oidc().clientId().map(String::strip).orElse("");
    if (authority.isEmpty() != client.isEmpty()) {
      throw new IllegalArgumentException(
          "write both GATEWAY_CONSOLE_OIDC_AUTHORITY and GATEWAY_CONSOLE_OIDC_CLIENT_ID");
    }
    return new ConsoleSettings(
        console.dir().get(),
        Texts.of(console.imageOrigins()).stream()
            .map(one -> origin("GATEWAY_CONSOLE_IMAGE_ORIGINS", one))
            .toList(),
        authority,
        client,
        console.oidc().scope(),
        console.local());
  }

  /** What the console reads as {@code config.json}. */
  JsonObject config() {
    JsonObject config = new JsonObject().put("local", local);
    return authority.isEmpty()
        ? config
        : config.put(
            "oidc",
            new JsonObject()
                .put("authority", authority)
                .put("clientId", clientId)
                .put("scope", scope));
  }

  /** The policy that the console was built with, and the origins of this installation. */
  String policy(String template) {
    String provider = "";
    if (!authority.isEmpty()) {
      URI uri = URI.create(authority);
      provider =
          origin("GATEWAY_CONSOLE_OIDC_AUTHORITY", uri.getScheme() + "://" + uri.getAuthority());
    }
    return template
        .replace("{images}", String.join(" ", imageOrigins))
        .replace("{connect}", provider)
        .replaceAll(" +", " ")
        .replace(" ;", ";")
        .strip();
  }

  private static String origin(String name, String value) {
    if (!ORIGIN.matcher(value).matches()) {
      throw new IllegalArgumentException(name + ": write https://host instead of " + value);
    }
    return value;
  }
}
