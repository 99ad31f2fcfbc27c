package io.aiw3.nft.gateway;

import java.nio.file.Path;

/**
 * Which tokens are genuine.
 *
 * @param keys a PEM public key or a JWKS
 * @param algorithm RS256 or ES256
 */
record TokenSettings(Path keys, String algorithm, String issuer, String audience) {
  TokenSettings {
    if (!algorithm.equals("RS256") && !algorithm.equals("ES256")) {
      throw new IllegalArgumentException(
          "GATEWAY_JWT_ALGORITHM: write RS256 or ES256 instead of " + algorithm);
    }
  }
}
