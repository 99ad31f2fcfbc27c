package io.aiw3.nft.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;

/**
 * Whether a request's head has one reading only (RFC 9112, 2.2, 5.2, 6.3, 11.2): lines end in CR
 * LF, none continues the one before, no control characters, one Host, one length.
 */
final class HeadCheck {
  private static final byte CR = '\r';
  private static final byte LF = '\n';
  private static final byte DELETE = 0x7f;

  private byte last = LF;
  private boolean isInRequestLine = true;
  private boolean hasText;

  /**
   * Reads the head's next bytes.
   *
   * @throws IllegalArgumentException saying what has two readings
   */
  void read(ByteBuf buffer, int from, int to) {
    for (int i = from; i < to; i++) {
      byte next = buffer.getByte(i);
      if (next == LF || last == CR) {
        require(next == LF && last == CR, "a line does not end in CR LF");
        isInRequestLine &= !hasText;
      } else if (next != CR) {
        read(next);
      }
      last = next;
    }
  }

  private void read(byte next) {
    boolean isBlank = next == ' ' || next == '\t';
    require(!(isBlank && last == LF), "a line continues the one before");
    require(!(next == ':' && last == LF), "a header without a name");
    require((next < 0 || next >= ' ' || next == '\t') && next != DELETE, "a control character");
    if (isInRequestLine) {
      require(next > 0 && next != '\t', "the request line has more than ASCII");
    }
    hasText = true;
  }

  /** Judges the head as a whole, once it has been read. */
  void check(HttpRequest request) {
    // A proxy's form of address, or a fragment, would leave two readings of the path.
    require(request.uri().startsWith("/") && request.uri().indexOf('#') < 0, "the address");
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    boolean isNew = HttpVersion.HTTP_1_1.equals(request.protocolVersion());
    require(isNew || HttpVersion.HTTP_1_0.equals(request.protocolVersion()), "version");
    require(hosts.size() == 1 || (!isNew && hosts.isEmpty()), "not one Host");
    List<String> lengths = request.headers().getAll(HttpHeaderNames.CONTENT_LENGTH);
    List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
    require(lengths.size() + codings.size() <= 1, "more than one length");
    require(lengths.stream().allMatch(HeadCheck::isNumber), "the length is no number");
    require(
        codings.isEmpty() || (isNew && codings.get(0).strip().equalsIgnoreCase("chunked")),
        "another transfer coding than chunked");
  }

  private static boolean isNumber(String text) {
    return text.length() <= 18
        && !text.isEmpty()
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  static void require(boolean met, String otherwise) {
    if (!met) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
