package io.aiw3.nft.upgrade.live;

import io.quarkus.websockets.next.CloseReason;
import java.util.List;

/** Why the server closes a WebSocket; codes from 4000 are private use (RFC 6455, 7.4.2). */
final class CloseReasons {
  static final CloseReason TOO_LONG = new CloseReason(1009, "message too long");
  static final CloseReason TRY_AGAIN = new CloseReason(1013, "try again later");
  static final CloseReason TOKEN_EXPIRED = new CloseReason(4001, "token expired");
  static final CloseReason TOKEN_REFUSED = new CloseReason(4001, "token refused");
  static final CloseReason TOO_SLOW = new CloseReason(4008, "too slow");
  static final CloseReason SILENT = new CloseReason(4009, "no answer to pings");
  static final CloseReason TOO_MANY = new CloseReason(4029, "too many connections");

  /** Those for which a client that was served is dropped. */
  static final List<CloseReason> OF_CHECKS = List.of(TOKEN_EXPIRED, TOO_SLOW, SILENT);

  private CloseReasons() {}
}
