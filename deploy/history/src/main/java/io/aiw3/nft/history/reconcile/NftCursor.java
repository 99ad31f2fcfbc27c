package io.aiw3.nft.history.reconcile;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads the NFTs of one schema by address, a row at a time. */
final class NftCursor implements AutoCloseable {
  /** The service that mints: what it says of an NFT is so. */
  static final String MINTING =
      "SELECT nft_mint_address, user_id, nft_level, status, version FROM usernft"
          + " ORDER BY nft_mint_address";

  static final String QUALIFICATION =
      "SELECT mint_address, user_id, nft_level, status, COALESCE(version, 0) FROM nft"
          + " ORDER BY mint_address";

  /** Tiered NFTs alone. */
  static final String UPGRADE =
      "SELECT mint_address, user_id, level, status, COALESCE(version, 0) FROM nft_holding"
          + " ORDER BY mint_address";

  private final Statement statement;
  private final ResultSet rows;
  private NftRow row;

  NftCursor(Connection connection, String query) throws SQLException {
    statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    // Connector/J: row by row.
    statement.setFetchSize(Integer.MIN_VALUE);
    rows = statement.executeQuery(query);
    advance();
  }

  /** Null after the last one. */
  NftRow row() {
    return row;
  }

  void advance() throws SQLException {
    row =
        rows.next()
            ? new NftRow(
                rows.getString(1),
                rows.getInt(2),
                rows.getInt(3),
                rows.getString(4),
                rows.getLong(5))
            : null;
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
