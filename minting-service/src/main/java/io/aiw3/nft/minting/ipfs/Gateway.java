package io.aiw3.nft.minting.ipfs;

import io.aiw3.nft.minting.config.PinataConfig;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;

/** Makes uris of CIDs. */
@Startup
@ApplicationScoped
class Gateway {
  private static final int CID_LENGTH = 46;
  private static final int LONGEST_URI = 200;

  private final String prefix;

  Gateway(PinataConfig config) {
    prefix = prefix(config.gatewayUrl().toString());
    int longest = prefix.getBytes(StandardCharsets.UTF_8).length + CID_LENGTH;
    if (longest > LONGEST_URI) {
      throw new IllegalStateException(
          "aiw3.pinata.gateway-url is too long: with a CID it has %d bytes, the chain takes %d"
              .formatted(longest, LONGEST_URI));
    }
  }

  /** Takes the gateway with and without {@code /ipfs/} at its end. */
  static String prefix(String configured) {
    String url = configured.replaceAll("/+$", "");
    return (url.endsWith("/ipfs") ? url : url + "/ipfs") + "/";
  }

  String uri(String cid) {
    return prefix + cid;
  }
}
