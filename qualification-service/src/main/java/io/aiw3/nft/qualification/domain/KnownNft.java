package io.aiw3.nft.qualification.domain;

import io.aiw3.nft.contract.NftStatus;
import java.time.Instant;

/**
 * An NFT that a user has or had.
 *
 * @param level of the tier catalogue
 * @param mintedAt null where its mint was not published to this service
 * @param burnedAt null unless it is burned
 */
public record KnownNft(
    String mintAddress,
    int level,
    String tierName,
    NftStatus status,
    Instant mintedAt,
    Instant burnedAt) {}
