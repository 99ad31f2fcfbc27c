package io.aiw3.nft.qualification.domain;

import java.time.Instant;

/**
 * What the platform said last about a user.
 *
 * @param wallet null for none
 * @param at when it was so; null when the platform has said nothing yet
 */
public record Announcement(int userId, String wallet, Instant at) {}
