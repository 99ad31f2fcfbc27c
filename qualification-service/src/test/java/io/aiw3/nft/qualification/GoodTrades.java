package io.aiw3.nft.qualification;

import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.Trade;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestWallets;
import io.aiw3.nft.testkit.contract.GoodRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Trades of one wallet that nobody has linked: its volume is their sum. */
final class GoodTrades implements GoodRecords {
  private final String wallet = TestWallets.newAddress();

  @Override
  public Good record(int number) {
    Trade trade =
        new Trade(
            UUID.randomUUID().toString(),
            wallet,
            "perpetual",
            new BigDecimal("0.0000000001").add(BigDecimal.valueOf(number)),
            null,
            Instant.parse("2026-01-01T00:00:00Z"));
    try {
      return new Good(trade.key(), ContractJson.mapper().writeValueAsString(trade));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> flaws(int count) throws SQLException {
    BigDecimal expected =
        new BigDecimal("0.0000000001")
            .multiply(BigDecimal.valueOf(count))
            .add(BigDecimal.valueOf(count * (count - 1L) / 2));
    try (Connection connection = TestInfrastructure.connection(Schema.QUALIFICATION);
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT volume FROM wallet_volume WHERE wallet_address = ?")) {
      query.setString(1, wallet);
      try (ResultSet rows = query.executeQuery()) {
        BigDecimal volume = rows.next() ? rows.getBigDecimal(1) : BigDecimal.ZERO;
        return volume.compareTo(expected) == 0
            ? List.of()
            : List.of("volume is %s, not %s".formatted(volume, expected));
      }
    }
  }
}
