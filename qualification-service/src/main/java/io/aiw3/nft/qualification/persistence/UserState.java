package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.qualification.domain.Standing;
import java.time.Instant;

/**
 * A user as the tables have it.
 *
 * @param wallet the linked one, or null
 * @param snapshotVersion of the newest published snapshot, 0 for none
 */
public record UserState(
    int id,
    String wallet,
    Standing standing,
    String heldMint,
    String resumableMint,
    long snapshotVersion,
    Instant snapshotAt,
    Instant snapshotDue) {}
