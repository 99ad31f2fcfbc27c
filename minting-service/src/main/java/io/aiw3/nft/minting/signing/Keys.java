package io.aiw3.nft.minting.signing;

import io.aiw3.nft.minting.config.ConfigChecks;
import io.aiw3.nft.minting.config.SignerConfig;
import io.aiw3.nft.minting.config.SolanaConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** Reads the keys at start; a sentence without their content says what is wrong with them. */
@Startup
@ApplicationScoped
public class Keys {
  private static final Logger LOG = Logger.getLogger(Keys.class);

  private final WalletSigner signer;
  private final MintKeys mintKeys;

  Keys(SolanaConfig config, SignerConfig signerConfig, Vertx vertx, MeterRegistry metrics) {
    ConfigChecks.require(signerConfig, config);
    signer = Signers.create(signerConfig, config, vertx, metrics);
    mintKeys = new MintKeys(secrets(config), config.derivationVersion());
    LOG.infof(
        "system wallet loaded wallet=%s signer=%s",
        signer.address().toBase58(), signerConfig.kind());
  }

  @Produces
  @Singleton
  WalletSigner signer() {
    return signer;
  }

  @Produces
  @Singleton
  MintKeys mintKeys() {
    return mintKeys;
  }

  private static Map<Integer, byte[]> secrets(SolanaConfig config) {
    Map<Integer, byte[]> secrets = new TreeMap<>();
    config
        .earlierDerivationSecretFiles()
        .forEach((version, file) -> secrets.put(version, hex(read(file))));
    String current =
        text(config.derivationSecretFile(), config.derivationSecret())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Name the derivation secret in aiw3.solana.derivation-secret-file"
                            + " (AIW3_SOLANA_DERIVATION_SECRET_FILE)"));
    secrets.put(config.derivationVersion(), hex(current));
    return secrets;
  }

  private static byte[] hex(String text) {
    try {
      return HexFormat.of().parseHex(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("A derivation secret is not in hex");
    }
  }

  private static Optional<String> text(Optional<Path> file, Optional<String> text) {
    return file.map(Keys::read).or(() -> text);
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
