package io.aiw3.nft.history.backfill;

import io.aiw3.nft.commandline.StoppedException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a row can hold, and its columns unless others are named. */
enum Field {
  /** The legacy table's number; the trade's id is {@code legacy-<id>}. */
  ID("id", List.of("id")),
  /** An id of the platform; it goes before {@link #ID}. */
  TRADE_ID("trade-id", List.of("trade_id", "tradeId")),
  WALLET("wallet", List.of("wallet_address", "walletAddress")),
  TYPE("type", List.of("trade_type", "tradeType")),
  PRICE("price", List.of("total_usd_price", "totalUsdPrice")),
  /** In a reversal: the trade id of the reversed trade. */
  REVERSES("reverses", List.of("reverses")),
  TIME("time", List.of("executed_at", "executedAt", "createdAt", "created_at"));

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> usual;

  private final String option;

  Field(String option, List<String> usual) {
    this.option = option;
    this.usual = usual;
  }

  /** As it is written in {@code --column}. */
  String option() {
    return option;
  }

  /**
   * @throws IllegalArgumentException if no field is written so
   */
  static Field of(String option) {
    for (Field field : values()) {
      if (field.option.equals(option)) {
        return field;
      }
    }
    throw new IllegalArgumentException("no field is named " + option);
  }

  /**
   * Finds each field's column among those of the source.
   *
   * @param named the columns that the user named
   * @return field → column, for the fields that the source has
   * @throws StoppedException if a named column is not there, or one that every trade needs
   */
  static Map<Field, String> columns(List<String> present, Map<Field, String> named) {
    Map<Field, String> columns = new EnumMap<>(Field.class);
    for (Field field : values()) {
      String wanted = named.get(field);
      if (wanted != null && !present.contains(wanted)) {
        throw new StoppedException(
            "There is no column %s; there are %s".formatted(wanted, present));
      }
      List<String> candidates = wanted == null ? field.usual : List.of(wanted);
      candidates.stream()
          .filter(present::contains)
          .findFirst()
          .ifPresent(column -> columns.put(field, column));
    }
    for (Field needed : List.of(WALLET, TYPE, PRICE)) {
      require(columns.containsKey(needed), needed, present);
    }
    require(columns.containsKey(ID) || columns.containsKey(TRADE_ID), ID, present);
    return columns;
  }

  private static void require(boolean found, Field field, List<String> present) {
    if (!found) {
      throw new StoppedException(
          "No column for %1$s among %2$s: name it with --column %1$s=COLUMN"
              .formatted(field.option(), present));
    }
  }
}
