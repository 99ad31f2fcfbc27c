package io.aiw3.nft.qualification.domain;

import io.aiw3.nft.contract.NftStatus;

/** An NFT in the user's wallet. */
public record HeldNft(String mintAddress, int level, NftStatus status) {}
