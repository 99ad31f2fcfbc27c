package io.aiw3.nft.qualification.domain;

import java.time.Instant;

/**
 * A link in the history of one wallet.
 *
 * @param position 1 for the wallet's first user, then without gaps
 * @param from when it came into force; never earlier than that of the link before
 */
public record WalletLink(int position, int userId, Instant from) {}
