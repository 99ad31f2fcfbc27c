package io.aiw3.nft.minting.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.minting.rpc.OnChainNft;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One NFT with its metadata and what the chain says of it.
 *
 * @param metadata the JSON that its uri names; null where it can be read from IPFS alone
 * @param onChain null while no node is available
 */
@Schema(allOf = NftView.class)
public record NftDetail(
    @JsonUnwrapped @Schema(hidden = true) NftView nft,
    @Schema(implementation = Object.class, nullable = true) JsonNode metadata,
    @Schema(nullable = true) OnChainNft onChain) {}
