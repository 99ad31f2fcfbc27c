package io.aiw3.nft.minting.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.minting.chain.OnChainNft;

/**
 * One NFT with its metadata and what the chain says of it.
 *
 * @param metadata the JSON that its uri names
 * @param onChain null while no node can be asked
 */
public record NftDetail(@JsonUnwrapped NftView nft, JsonNode metadata, OnChainNft onChain) {}
