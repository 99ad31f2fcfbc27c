package io.aiw3.nft.history.reconcile;

import java.math.BigDecimal;

/**
 * What stands about one wallet, or, where {@code wallet} is null, about a user without one.
 *
 * @param ledger sum of its trades that count and are not reversed
 * @param unlinked its volume in {@code unlinked_volume}, 0 without a row
 * @param user whom it is linked to, or null
 * @param linked the user's volume; null without a user
 */
record WalletRow(
    String wallet, BigDecimal ledger, BigDecimal unlinked, Integer user, BigDecimal linked) {}
