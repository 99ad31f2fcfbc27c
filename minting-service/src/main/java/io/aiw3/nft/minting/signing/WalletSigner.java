package io.aiw3.nft.minting.signing;

import io.smallrye.mutiny.Uni;
import org.p2p.solanaj.core.PublicKey;

/** Signs with the system wallet; where its key lives is the implementation's matter. */
public interface WalletSigner {
  PublicKey address();

  /**
   * @return 64 bytes; a failure means that nothing was signed, and may be tried again
   */
  Uni<byte[]> sign(byte[] message);
}
