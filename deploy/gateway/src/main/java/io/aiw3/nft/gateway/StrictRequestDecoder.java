package io.aiw3.nft.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Netty's decoder for requests of which there is one reading: a head that another server could read
 * in another way ({@link HeadCheck}) becomes an invalid request, and so does one that takes too
 * long; nothing that comes after is read.
 *
 * <p>One request of a connection is read at a time, the next after its answer: Vert.x loses track
 * of a connection that closes between pipelined ones.
 *
 * <p>Netty's own decoder stays in charge of where a head ends; this one reads again what it has
 * consumed.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {
  private static final String NAME = "httpDecoder";
  private static final int MOST_UNREAD_BYTES = 64 * 1024;

  private final Duration headTimeout;
  private HeadCheck head = new HeadCheck();
  private boolean isInHead = true;
  private boolean isAtStart = true;
  private boolean isBroken;
  private boolean isAnswering;
  private int discarded;
  private Future<?> timeout;

  private StrictRequestDecoder(HttpServerOptions options, Duration headTimeout) {
    super(options);
    this.headTimeout = headTimeout;
  }

  /** Takes the place of the decoder that Vert.x has given to a new connection. */
  static void install(HttpConnection connection, HttpServerOptions options, Duration headTimeout) {
    pipeline(connection).replace(NAME, NAME, new StrictRequestDecoder(options, headTimeout));
  }

  /** The connection's request has its answer: the next one may be read. */
  static void answered(HttpConnection connection) {
    ChannelHandlerContext context = pipeline(connection).context(NAME);
    if (context != null && context.handler() instanceof StrictRequestDecoder decoder) {
      context.executor().execute(() -> decoder.goOn(context));
    }
  }

  private void goOn(ChannelHandlerContext context) {
    isAnswering = false;
    if (!context.isRemoved() && context.channel().isActive()) {
      try {
        channelRead(context, Unpooled.EMPTY_BUFFER);
        channelReadComplete(context);
      } catch (Exception e) {
        context.fireExceptionCaught(e);
      }
    }
  }

  private static ChannelPipeline pipeline(HttpConnection connection) {
    return ((ConnectionBase) connection).channelHandlerContext().pipeline();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) throws Exception {
    super.handlerAdded(context);
    awaitHead(context);
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext context) throws Exception {
    stopWaiting();
    super.handlerRemoved0(context);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    stopWaiting();
    super.channelInactive(context);
  }

  @Override
  protected HttpMessage createInvalidMessage() {
    return new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/bad-request");
  }

  /** Netty would remove the length, and continue. */
  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("more than one length");
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf buffer, List<Object> out)
      throws Exception {
    if (isBroken) {
      discarded += buffer.readableBytes();
      buffer.skipBytes(buffer.readableBytes());
      closeAbove(context, discarded);
    } else if (isInHead && isAnswering) {
      closeAbove(context, buffer.readableBytes());
    } else if (isInHead) {
      decodeHead(context, buffer, out);
    } else {
      super.decode(context, buffer, out);
      noteEnd(out);
    }
  }

  private static void closeAbove(ChannelHandlerContext context, int bytes) {
    if (bytes > MOST_UNREAD_BYTES) {
      var unused = context.close();
    }
  }

  private void decodeHead(ChannelHandlerContext context, ByteBuf buffer, List<Object> out)
      throws Exception {
    isAtStart = false;
    if (timeout == null) {
      awaitHead(context);
    }
    int from = buffer.readerIndex();
    super.decode(context, buffer, out);
    HttpMessage message = message(out);
    try {
      head.read(buffer, from, buffer.readerIndex());
      if (message == null) {
        return;
      }
      if (message.decoderResult().isSuccess()) {
        head.check((HttpRequest) message);
      }
    } catch (IllegalArgumentException wrong) {
      out.clear();
      out.add(invalid(wrong));
    }
    stopWaiting();
    isInHead = false;
    isAnswering = true;
    isBroken = message(out).decoderResult().isFailure();
    noteEnd(out);
  }

  /** The next bytes may begin the next head. */
  private void noteEnd(List<Object> out) {
    if (!out.isEmpty() && out.get(out.size() - 1) instanceof LastHttpContent) {
      isInHead = true;
      head = new HeadCheck();
    }
  }

  private static HttpMessage message(List<Object> out) {
    for (Object one : out) {
      if (one instanceof HttpMessage message) {
        return message;
      }
    }
    return null;
  }

  private void awaitHead(ChannelHandlerContext context) {
    timeout =
        context
            .executor()
            .schedule(() -> tooLate(context), headTimeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void stopWaiting() {
    if (timeout != null) {
      timeout.cancel(false);
      timeout = null;
    }
  }

  private void tooLate(ChannelHandlerContext context) {
    if (isAtStart) {
      // No request, so nothing to answer.
      var unused = context.close();
      return;
    }
    isBroken = true;
    context.fireChannelRead(invalid(new HeadTimeoutException()));
    context.fireChannelReadComplete();
  }

  /** As Netty itself marks what it cannot read. */
  private HttpMessage invalid(Exception cause) {
    HttpMessage invalid = createInvalidMessage();
    invalid.setDecoderResult(DecoderResult.failure(cause));
    return invalid;
  }

  /** The head did not come in time. */
  static final class HeadTimeoutException extends Exception {
    private static final long serialVersionUID = 1L;

    HeadTimeoutException() {
      super("the head did not arrive in time", null, false, false);
    }
  }
}
