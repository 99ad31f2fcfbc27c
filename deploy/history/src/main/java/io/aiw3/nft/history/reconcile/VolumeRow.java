package io.aiw3.nft.history.reconcile;

import java.math.BigDecimal;

/**
 * A volume as it is stored, and as the ledger gives it: a user's, or that of a wallet that was
 * never linked.
 *
 * @param wallet null for a user
 * @param user null for a wallet
 * @param ledger sum of the trades that count for it and are not reversed
 * @param stored in the user's row, or in {@code unlinked_volume}; 0 without a row
 */
record VolumeRow(String wallet, Integer user, BigDecimal ledger, BigDecimal stored) {}
