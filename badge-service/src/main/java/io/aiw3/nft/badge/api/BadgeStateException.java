package io.aiw3.nft.badge.api;

import io.aiw3.nft.contract.BadgeState;
import io.aiw3.nft.kit.api.ApiException;
import io.aiw3.nft.kit.api.ErrorCode;
import java.util.Map;

/** The badge cannot be bound: it is bound, reserved or consumed. */
class BadgeStateException extends ApiException {
  private static final long serialVersionUID = 1L;
  private final String badge;
  private final BadgeState state;

  BadgeStateException(String badge, BadgeState state) {
    super(codeOf(state), "The badge is " + state.wireName() + ".");
    this.badge = badge;
    this.state = state;
  }

  @Override
  public Map<String, Object> details() {
    return Map.of("badge", badge, "state", state.wireName());
  }

  private static ErrorCode codeOf(BadgeState state) {
    return switch (state) {
      case CONSUMED -> ErrorCode.BADGE_CONSUMED;
      case RESERVED -> ErrorCode.BADGE_RESERVED;
      case OWNED, BOUND -> ErrorCode.BADGE_ALREADY_BOUND;
    };
  }
}
