package io.aiw3.nft.qualification.status;

import java.math.BigDecimal;
import java.time.Instant;

/** The value of {@code nft_benefits:{user}}: data model v2, "NFT Benefits Cache". */
public record CachedBenefits(
    int level, BigDecimal feeReduction, int aiagentUses, Instant cached_at) {}
