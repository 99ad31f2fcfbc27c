package io.aiw3.nft.minting;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.p2p.solanaj.core.Account;

/** Keeps the wallet of {@link LocalNetwork} in a Vault instead of a file. */
public final class VaultWallet implements QuarkusTestResourceLifecycleManager {
  static final String URL = "test.vault";
  static final String HOLD = "test.vault.hold";
  static final String TOKEN = "hvs.CAESIJ-a-token-of-the-vault-of-this-test";

  private VaultStandIn vault;

  @Override
  public int order() {
    return 1;
  }

  @Override
  public Map<String, String> start() {
    try {
      byte[] key = HexFormat.of().parseHex(System.getProperty(LocalNetwork.WALLET_KEY));
      vault = new VaultStandIn(TOKEN, List.of(new Account(key)));
      System.setProperty(URL, vault.url().toString());
      Path file = Files.createTempFile(Path.of("target"), "vault", ".token").toAbsolutePath();
      Files.writeString(file, TOKEN);
      Path hold = file.resolveSibling(file.getFileName() + ".hold");
      System.setProperty(HOLD, hold.toString());
      return Map.of(
          "aiw3.signer.hold-file",
          hold.toString(),
          "aiw3.signer.kind",
          "vault",
          "aiw3.signer.address",
          System.getProperty(LocalNetwork.WALLET),
          "aiw3.signer.vault.url",
          vault.url().toString(),
          "aiw3.signer.vault.key",
          VaultStandIn.KEY,
          "aiw3.signer.vault.token-file",
          file.toString(),
          "aiw3.signer.vault.timeout",
          "1s",
          "aiw3.signer.vault.retries",
          "1",
          "aiw3.signer.vault.back-off",
          "10ms",
          "quarkus.log.category.\"io.aiw3\".level",
          "DEBUG");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    if (vault != null) {
      vault.close();
    }
  }
}
