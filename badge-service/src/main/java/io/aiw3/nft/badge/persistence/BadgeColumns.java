package io.aiw3.nft.badge.persistence;

import io.aiw3.nft.contract.BadgeState;
import io.aiw3.nft.contract.BadgeType;
import io.aiw3.nft.contract.WireName;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** The ENUM columns of data model v2 hold lower-case names. */
final class BadgeColumns {
  private BadgeColumns() {}

  @Converter
  static class TypeColumn implements AttributeConverter<BadgeType, String> {
    @Override
    public String convertToDatabaseColumn(BadgeType type) {
      return type.wireName();
    }

    @Override
    public BadgeType convertToEntityAttribute(String column) {
      return WireName.parse(BadgeType.class, column);
    }
  }

  @Converter
  static class StateColumn implements AttributeConverter<BadgeState, String> {
    @Override
    public String convertToDatabaseColumn(BadgeState state) {
      return state.wireName();
    }

    @Override
    public BadgeState convertToEntityAttribute(String column) {
      return WireName.parse(BadgeState.class, column);
    }
  }
}
