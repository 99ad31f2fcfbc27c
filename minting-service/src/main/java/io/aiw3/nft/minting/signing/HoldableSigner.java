package io.aiw3.nft.minting.signing;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;
import org.p2p.solanaj.core.PublicKey;

/**
 * Signs nothing while a file exists: an operator's brake. The file is looked for before every
 * signature, so it takes effect without a restart. What is to be signed waits, as for a signer that
 * is unavailable; nothing is lost.
 */
final class HoldableSigner implements WalletSigner {
  private static final Logger LOG = Logger.getLogger(HoldableSigner.class);

  private final Path file;
  private final WalletSigner signer;

  HoldableSigner(Path file, WalletSigner signer, MeterRegistry metrics) {
    this.file = file;
    this.signer = signer;
    metrics.gauge("aiw3.signer.held", file, path -> isHeld(path) ? 1 : 0);
  }

  /**
   * A signer without a key, for a process that starts while signing is held: it needs neither the
   * key's file nor Vault, and signs nothing before its next start.
   */
  static WalletSigner withoutKey(Path file, PublicKey address, MeterRegistry metrics) {
    LOG.warnf("signing held; no key loaded file=%s wallet=%s", file, address.toBase58());
    metrics.gauge("aiw3.signer.held", 1);
    return new WithoutKey(address);
  }

  static boolean isHeld(Path file) {
    return Files.exists(file);
  }

  @Override
  public PublicKey address() {
    return signer.address();
  }

  @Override
  public Uni<byte[]> sign(byte[] message) {
    return Uni.createFrom()
        .deferred(() -> isHeld(file) ? Uni.createFrom().failure(held()) : signer.sign(message));
  }

  private static SignerException held() {
    return new SignerException("SIGNING_HELD", true, "an operator has stopped signing");
  }

  @Override
  public String toString() {
    return "HoldableSigner[" + signer + "]";
  }

  private record WithoutKey(PublicKey address) implements WalletSigner {
    @Override
    public Uni<byte[]> sign(byte[] message) {
      return Uni.createFrom().failure(HoldableSigner::held);
    }
  }
}
