package io.aiw3.nft.qualification.domain;

import java.time.Instant;

/**
 * What the platform published last about a user.
 *
 * @param wallet null for none
 * @param at when it was so; null when the platform has published nothing yet
 */
public record Announcement(int userId, String wallet, Instant at) {}
