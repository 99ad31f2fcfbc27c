package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.qualification.domain.Standing;
import java.time.Instant;

/**
 * A user as the tables have it.
 *
 * @param wallet the linked one, or null
 * @param version of the row; every change of what is published about the user raises it
 * @param snapshotVersion of the newest published snapshot, 0 for none
 */
public record UserState(
    int id,
    long version,
    String wallet,
    Standing standing,
    long snapshotVersion,
    Instant snapshotAt,
    Instant snapshotDue) {}
