package io.aiw3.nft.gateway;

/**
 * Which tokens are genuine.
 *
 * @param keys where the PEM public key or the JWKS is
 * @param algorithm RS256 or ES256
 */
record TokenSettings(KeyPlace keys, String algorithm, String issuer, String audience) {
  TokenSettings {
    if (!algorithm.equals("RS256") && !algorithm.equals("ES256")) {
      throw new IllegalArgumentException(
          "GATEWAY_JWT_ALGORITHM: write RS256 or ES256 instead of " + algorithm);
    }
  }
}
