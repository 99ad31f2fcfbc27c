package io.aiw3.nft.qualification.status;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** The value of {@code nft_qual:{user}}: data model v2, "NFT Qualification Cache". */
public record CachedQualification(
    BigDecimal trading_volume,
    List<String> badges_collected,
    List<Integer> eligible_levels,
    Instant last_calculated,
    long ttl) {}
