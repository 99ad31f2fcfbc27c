package io.aiw3.nft.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;

/** What the gateway needs to serve the console of a suite on this machine. */
final class LocalConsole {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SERVICE = "local-platform";

  private final Layout layout;

  LocalConsole(Layout layout) {
    this.layout = layout;
  }

  /**
   * @param platform what plays the platform
   * @param images where NFTs' images are served
   */
  Map<String, String> environment(String platform, String images) {
    writeRoutes();
    return Map.of(
        "GATEWAY_CONSOLE_DIR",
        layout.console().toString(),
        "GATEWAY_CONSOLE_LOCAL",
        "true",
        "GATEWAY_CONSOLE_IMAGE_ORIGINS",
        origin(images),
        "GATEWAY_ROUTES",
        layout.localRoutes().toString(),
        "LOCAL_PLATFORM_URL",
        platform);
  }

  private static String origin(String address) {
    URI uri = URI.create(address);
    return uri.getScheme() + "://" + uri.getAuthority();
  }

  /** The one table of routes, and {@code /local/} behind it. */
  private void writeRoutes() {
    try {
      ObjectNode table = (ObjectNode) JSON.readTree(layout.routes().toFile());
      table
          .withArray("routes")
          .addObject()
          .put("path", "/local/**")
          .put("service", SERVICE)
          .put("public", true);
      JSON.writeValue(layout.localRoutes().toFile(), table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
