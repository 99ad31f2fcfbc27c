package io.aiw3.nft.minting.ipfs;

import io.aiw3.nft.minting.config.PinataConfig;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes uris of CIDs. */
@ApplicationScoped
class Gateway {
  private final String prefix;

  Gateway(PinataConfig config) {
    prefix = prefix(config.gatewayUrl().toString());
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
