package io.aiw3.nft.minting.signing;

import io.aiw3.nft.minting.config.SignerConfig;
import io.aiw3.nft.minting.config.SolanaConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.p2p.solanaj.core.PublicKey;

/** Makes the signer that is configured. */
final class Signers {
  private static final Logger LOG = Logger.getLogger(Signers.class);

  /** No transaction of Solana begins like this. */
  private static final byte[] TRIAL = "aiw3 start".getBytes(StandardCharsets.UTF_8);

  private Signers() {}

  /**
   * Blocks until the signer has shown that it can sign. While signing is held, a process that knows
   * the wallet's address starts without its key.
   *
   * @throws RuntimeException with a sentence that says what to change
   */
  static WalletSigner create(
      SignerConfig config, SolanaConfig solana, Vertx vertx, MeterRegistry metrics) {
    if (config.holdFile().filter(HoldableSigner::isHeld).isPresent()
        && config.address().isPresent()) {
      return HoldableSigner.withoutKey(
          config.holdFile().get(), new PublicKey(config.address().get()), metrics);
    }
    WalletSigner signer = ofKey(config, solana, vertx, metrics);
    return config
        .holdFile()
        .<WalletSigner>map(file -> new HoldableSigner(file, signer, metrics))
        .orElse(signer);
  }

  private static WalletSigner ofKey(
      SignerConfig config, SolanaConfig solana, Vertx vertx, MeterRegistry metrics) {
    WalletSigner signer =
        switch (config.kind()) {
          case "env" -> SolanaWalletSigner.read(solana.walletKey().orElseThrow());
          case "vault" -> vault(config.vault(), vertx, metrics);
          default -> SolanaWalletSigner.read(Keys.read(solana.walletKeyFile().orElseThrow()));
        };
    String address = signer.address().toBase58();
    if (config.address().filter(expected -> !expected.equals(address)).isPresent()) {
      throw new IllegalStateException(
          "The key is that of wallet %s, but aiw3.signer.address names %s"
              .formatted(address, config.address().get()));
    }
    return signer;
  }

  private static WalletSigner vault(SignerConfig.Vault config, Vertx vertx, MeterRegistry metrics) {
    VaultToken token = new VaultToken(config.tokenFile(), config.token());
    VaultClient client = new VaultClient(vertx, config, token, metrics);
    return untilAnswered(
            VaultTransitSigner.open(
                    client, config.mount(), config.key().orElseThrow(), config.keyVersion())
                .call(signer -> signer.sign(TRIAL)),
            config.maxBackOff())
        .ifNoItem()
        .after(config.startTimeout())
        .failWith(
            () ->
                new SignerException(
                    "VAULT_NO_ANSWER",
                    true,
                    "Vault did not answer within aiw3.signer.vault.start-timeout"))
        .await()
        .indefinitely();
  }

  private static Uni<VaultTransitSigner> untilAnswered(
      Uni<VaultTransitSigner> opened, Duration pause) {
    return opened
        .onFailure(e -> e instanceof SignerException s && s.mayPass())
        .recoverWithUni(
            e -> {
              LOG.warnf("Vault unavailable; retrying cause=%s", e.getMessage());
              return Uni.createFrom()
                  .voidItem()
                  .onItem()
                  .delayIt()
                  .by(pause)
                  .chain(() -> untilAnswered(opened, pause));
            });
  }
}
