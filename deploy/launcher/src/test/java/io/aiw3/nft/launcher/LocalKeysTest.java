package io.aiw3.nft.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKeysTest {
  @TempDir Path directory;

  @Test
  void keysAreMadeOnceAndBelongToTheirOwner() throws Exception {
    // Given
    LocalKeys keys = new LocalKeys(directory.resolve("keys"));
    keys.ensure();
    String wallet = keys.walletAddress();

    // When
    keys.ensure();

    // Then
    assertThat(keys.walletAddress()).isEqualTo(wallet).hasSizeBetween(32, 44);
    assertThat(Files.readString(keys.derivationSecret()).strip()).matches("[0-9a-f]{64}");
    for (Path file :
        List.of(keys.jwtPrivate(), keys.jwtPublic(), keys.wallet(), keys.derivationSecret())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aTokenIsSignedAndCarriesTheClaimsOfThePlatform() throws Exception {
    // Given
    LocalKeys keys = new LocalKeys(directory);
    keys.ensure();
    Instant now = Instant.parse("2026-01-02T03:04:05Z");

    // When
    String token =
        new LocalToken("7", "Wallet111", List.of("user", "admin")).sign(keys.signingKey(), now);

    // Then
    String[] parts = token.split("\\.", -1);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(publicKey(keys));
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
    assertThat(claims.path("iss").asText()).isEqualTo("https://aiw3.io");
    assertThat(claims.path("aud").asText()).isEqualTo("aiw3-nft");
    assertThat(claims.path("sub").asText()).isEqualTo("7");
    assertThat(claims.path("wallet").asText()).isEqualTo("Wallet111");
    assertThat(claims.path("groups")).extracting(JsonNode::asText).containsExactly("user", "admin");
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3600);
  }

  private static PublicKey publicKey(LocalKeys keys) throws Exception {
    String base64 =
        Files.readString(keys.jwtPublic())
            .replaceAll("-----[A-Z ]+-----", "")
            .replaceAll("\\s", "");
    return KeyFactory.getInstance("RSA")
        .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }
}
