package io.aiw3.nft.upgrade.live;

import io.aiw3.nft.kit.transaction.SqlFailures;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.quarkus.websockets.next.CloseReason;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import org.jboss.logging.Logger;

/** What ends a WebSocket with which code: a client's fault is not logged as ours. */
final class SocketFailures {
  private static final Logger LOG = Logger.getLogger(SocketFailures.class);

  /** Vert.x' only sign of a message that is longer than {@code max-message-size}. */
  private static final String TOO_LONG = "max message size";

  /** What sending says once the connection has ended. */
  private static final String CLOSED = "is closed";

  private SocketFailures() {}

  static CloseReason reason(Throwable failure) {
    if (failure instanceof CorruptedWebSocketFrameException bad) {
      WebSocketCloseStatus status = bad.closeStatus();
      LOG.debugf("WebSocket frame rejected cause=%s", bad.getMessage());
      return new CloseReason(status.code(), status.reasonText());
    }
    if (failure instanceof IllegalStateException && contains(failure, TOO_LONG)) {
      LOG.debugf("WebSocket message rejected cause=%s", failure.getMessage());
      return CloseReasons.TOO_LONG;
    }
    if (isGone(failure)) {
      LOG.debugf("WebSocket connection lost cause=%s", failure.toString());
      return CloseReason.INTERNAL_SERVER_ERROR;
    }
    if (SqlFailures.isTransient(failure)) {
      LOG.warnf("dependency unavailable cause=%s", failure.toString());
      return CloseReasons.TRY_AGAIN;
    }
    LOG.error("WebSocket failed", failure);
    return CloseReason.INTERNAL_SERVER_ERROR;
  }

  /** The client, or the network, has ended the connection. */
  private static boolean isGone(Throwable failure) {
    return failure instanceof IOException
        || failure instanceof HttpClosedException
        || (failure instanceof IllegalStateException && contains(failure, CLOSED));
  }

  private static boolean contains(Throwable failure, String text) {
    return failure.getMessage() != null && failure.getMessage().contains(text);
  }
}
