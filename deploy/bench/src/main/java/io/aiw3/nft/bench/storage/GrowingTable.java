package io.aiw3.nft.bench.storage;

import io.aiw3.nft.infrastructure.Schema;
import java.util.List;

/**
 * A table that grows with users, trades or operations.
 *
 * @param columns that are filled
 * @param values SQL of a row, as long as in production; {@code n} counts the rows from 1
 */
record GrowingTable(Schema schema, String name, String columns, String values) {
  private static final String WALLET = "CONCAT(LPAD(n, 8, '0'), REPEAT('W', 36))";
  private static final String MINT = "CONCAT(LPAD(n, 8, '0'), REPEAT('M', 36))";
  private static final String SIGNATURE = "CONCAT(LPAD(n, 8, '0'), REPEAT('s', 80))";
  private static final String NOW = "UTC_TIMESTAMP(3)";

  static List<GrowingTable> all() {
    return List.of(
        new GrowingTable(
            Schema.QUALIFICATION,
            "trades",
            "trade_id, wallet_address, total_usd_price, trade_type, counts, executed_at, batch_id",
            "UUID(), " + WALLET + ", 1234.5678, 'perpetual', 1, " + NOW + ", n DIV 5000"),
        new GrowingTable(
            Schema.QUALIFICATION,
            "`user`",
            "id, wallet_address, announced_wallet, announced_at, cached_trading_volume,"
                + " last_volume_update, snapshot_version, snapshot_at",
            "n, %1$s, %1$s, %2$s, 1234.5678 * n, %2$s, 12, %2$s".formatted(WALLET, NOW)),
        new GrowingTable(
            Schema.QUALIFICATION,
            "unlinked_volume",
            "wallet_address, volume",
            WALLET + ", 1234.5 * n"),
        new GrowingTable(
            Schema.QUALIFICATION,
            "qualification_level",
            "user_id, target_level, required_volume, last_checked_at",
            "n, 1, 100000, " + NOW),
        new GrowingTable(
            Schema.BADGE,
            "badge",
            "user_id, badge_type, badge_name, badge_identifier, metadata_uri, earned_at, badge,"
                + " badge_level, state",
            "n, 'micro_badge', 'The Contract Enlightener', CONCAT('contract_enlightener:', n),"
                + " NULL, "
                + NOW
                + ", 'contract_enlightener', 2, 'owned'"),
        new GrowingTable(
            Schema.MINTING,
            "chain_transaction",
            "kind, purpose, request_id, state, user_id, wallet_address, nft_level,"
                + " derivation_version, mint_address, signature, transaction_bytes, message_hash,"
                + " blockhash, last_valid_block_height, sends, signed_at, sent_at, confirmed_at,"
                + " finalized_at, closed_at, tier_key, traceparent",
            "'mint', 'claim', UUID(), 'finalized', n, %1$s, 1, 1, %2$s, %3$s, REPEAT('t', 887),"
                    .formatted(WALLET, MINT, SIGNATURE)
                + " REPEAT('h', 64), REPEAT('b', 44), 300000000, 1, %1$s, %1$s, %1$s, %1$s, %1$s,"
                    .formatted(NOW)
                + " CONCAT(n, ':1'), REPEAT('c', 55)"),
        new GrowingTable(
            Schema.MINTING,
            "usernft",
            "user_id, nft_definition_id, nft_mint_address, nft_level, nft_name, metadata_uri,"
                + " image_uri, wallet_address, token_account, request_id, mint_transaction,"
                + " claimed_at",
            "n, 1, %1$s, 1, 'Tech Chicken', REPEAT('u', 88), REPEAT('u', 88), %2$s, %2$s, UUID(), %3$s, %4$s"
                .formatted(MINT, WALLET, SIGNATURE, NOW)),
        new GrowingTable(
            Schema.UPGRADE,
            "saga",
            "id, kind, user_id, from_level, to_level, status, state, step, version, changes,"
                + " state_since, attempts, wallet, badges, old_mint, new_mint, mint_transaction,"
                + " burned, burn_transaction, burn_attempt, prepared_transaction,"
                + " prepared_signature, prepared_last_valid, signed_transaction, signed_signature,"
                + " created_at, updated_at, traceparent",
            "UUID(), 'upgrade', n, 1, 2, 'completed', 'completed', 'mint_completed', 12, 9, %1$s, 0,"
                    .formatted(NOW)
                + " %1$s, 2, %2$s, %2$s, %3$s, TRUE, %3$s, 1, REPEAT('p', 464), %3$s, 300000000,"
                    .formatted(WALLET, MINT, SIGNATURE)
                + " REPEAT('p', 464), %1$s, %2$s, %2$s, REPEAT('c', 55)".formatted(SIGNATURE, NOW)),
        new GrowingTable(
            Schema.UPGRADE,
            "saga_history",
            "saga_id, kind, name, state, status, transaction_id, at",
            "UUID(), 'step', 'mint_confirmed', 'consuming_badges', 'mint_confirmed', %s, %s"
                .formatted(SIGNATURE, NOW)),
        new GrowingTable(
            Schema.UPGRADE, "user_feed_event", "user_id, sequence, body", "n, 1, REPEAT('j', 260)"),
        new GrowingTable(
            Schema.UPGRADE,
            "qualification_snapshot",
            "user_id, version, body",
            "n, 1, REPEAT('j', 1400)"),
        new GrowingTable(
            Schema.UPGRADE, "inbox", "consumer, message_id", "'saga-replies', UUID()"));
  }

  /** Without quotes. */
  String plainName() {
    return name.replace("`", "");
  }
}
