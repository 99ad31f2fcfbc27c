package io.aiw3.nft.minting.ipfs;

import io.aiw3.nft.minting.config.PinataConfig;
import io.aiw3.nft.minting.persistence.definition.NftDefinition;
import io.aiw3.nft.minting.signing.WalletSigner;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * The metadata of definitions. Its one copy is on IPFS; what is shown here is made again from the
 * definition, and only if it has the CID of what was pinned.
 */
@ApplicationScoped
public class DefinitionMetadata {
  private final WalletSigner wallet;
  private final PinataConfig config;

  DefinitionMetadata(WalletSigner wallet, PinataConfig config) {
    this.wallet = wallet;
    this.config = config;
  }

  /** The JSON that was pinned; empty if it is not pinned, or cannot be made again. */
  public Optional<byte[]> of(NftDefinition definition) {
    if (definition.metadataCid == null) {
      return Optional.empty();
    }
    byte[] metadata =
        of(
            definition.level,
            definition.name,
            definition.symbol,
            definition.description,
            definition.imageUri);
    return Optional.of(metadata).filter(bytes -> Cid.ofFile(bytes).equals(definition.metadataCid));
  }

  /** The bytes to pin. */
  byte[] of(int level, String name, String symbol, String description, String imageUri) {
    return NftMetadata.of(
            level,
            name,
            symbol,
            description,
            imageUri,
            config.externalUrl().toString(),
            wallet.address().toBase58())
        .toBytes();
  }
}
