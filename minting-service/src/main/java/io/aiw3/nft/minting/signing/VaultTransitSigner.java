package io.aiw3.nft.minting.signing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiw3.nft.solana.Ed25519;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.p2p.solanaj.core.PublicKey;

/**
 * Signs through Vault's transit engine ({@code POST /v1/<mount>/sign/<key>}): the key never enters
 * this process. A signature is used only after it was verified with the public key.
 */
final class VaultTransitSigner implements WalletSigner {
  private static final Pattern SIGNATURE = Pattern.compile("vault:v(\\d{1,9}):([A-Za-z0-9+/=]+)");

  private final VaultClient vault;
  private final String path;
  private final int version;
  private final byte[] publicKey;
  private final PublicKey address;

  private VaultTransitSigner(VaultClient vault, String path, int version, byte[] publicKey) {
    this.vault = vault;
    this.path = path;
    this.version = version;
    this.publicKey = publicKey;
    this.address = new PublicKey(publicKey);
  }

  /**
   * Reads the public key.
   *
   * @param mount path of the engine
   * @param key name of an {@code ed25519} key that is not a derived one
   * @param version of the key: each is another wallet
   */
  static Uni<VaultTransitSigner> open(VaultClient vault, String mount, String key, int version) {
    return vault
        .get(mount + "/keys/" + key)
        .map(data -> publicKey(data, key, version))
        .map(read -> new VaultTransitSigner(vault, mount + "/sign/" + key, version, read));
  }

  private static byte[] publicKey(JsonNode data, String key, int version) {
    if (!data.path("type").asText().equals("ed25519") || data.path("derived").asBoolean()) {
      throw unfit("the key %s must be of type ed25519, and not derived".formatted(key));
    }
    JsonNode found = data.path("keys").path(Integer.toString(version)).path("public_key");
    if (!found.isTextual()) {
      throw unfit("the key %s has no version %d".formatted(key, version));
    }
    return decode(found.asText(), Ed25519.KEY_LENGTH)
        .orElseThrow(() -> unfit("the public key of %s has not 32 bytes".formatted(key)));
  }

  private static SignerException unfit(String sentence) {
    return new SignerException("VAULT_KEY_UNFIT", false, sentence);
  }

  @Override
  public PublicKey address() {
    return address;
  }

  @Override
  public Uni<byte[]> sign(byte[] message) {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("input", Base64.getEncoder().encodeToString(message))
            .put("key_version", version);
    return vault
        .post(path, body)
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(data -> verified(data.path("signature").asText(), message));
  }

  private byte[] verified(String text, byte[] message) {
    Matcher parts = SIGNATURE.matcher(text);
    if (!parts.matches()) {
      throw wrong("Vault's answer is not a signature");
    }
    if (Integer.parseInt(parts.group(1)) != version) {
      throw wrong("Vault signed with another version of the key than " + version);
    }
    return decode(parts.group(2), Ed25519.SIGNATURE_LENGTH)
        .filter(signature -> Ed25519.verify(publicKey, message, signature))
        .orElseThrow(() -> wrong("Vault's signature does not fit message and key"));
  }

  private static SignerException wrong(String sentence) {
    return new SignerException("VAULT_WRONG_SIGNATURE", false, sentence);
  }

  private static Optional<byte[]> decode(String base64, int length) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64)).filter(b -> b.length == length);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "VaultTransitSigner[" + address.toBase58() + "]";
  }
}
