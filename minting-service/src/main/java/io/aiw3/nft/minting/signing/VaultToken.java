package io.aiw3.nft.minting.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The token for Vault; one of a file is replaced while we run, by Vault's agent. */
final class VaultToken {
  private final Optional<Path> file;
  private volatile String value;

  VaultToken(Optional<Path> file, Optional<String> value) {
    this.file = file;
    this.value = file.isPresent() ? "" : value.orElse("").strip();
    reread();
  }

  String value() {
    return value;
  }

  /**
   * Reads the file again; blocks.
   *
   * @return whether there is another token now
   */
  boolean reread() {
    if (file.isEmpty()) {
      return false;
    }
    String before = value;
    value = read(file.get());
    return !value.equals(before);
  }

  private static String read(Path file) {
    try {
      String text = Files.readString(file).strip();
      // A header with a line break inside would be refused with its content in the message.
      if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 127)) {
        throw new SignerException("VAULT_TOKEN", false, file + " does not hold a token");
      }
      return text;
    } catch (IOException e) {
      throw new SignerException(
          "VAULT_TOKEN", true, "cannot read " + file + " (" + e.getClass().getSimpleName() + ")");
    }
  }

  @Override
  public String toString() {
    return "VaultToken[" + file.map(Path::toString).orElse("of the configuration") + "]";
  }
}
