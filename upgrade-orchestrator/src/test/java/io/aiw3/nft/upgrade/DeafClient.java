package io.aiw3.nft.upgrade;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A WebSocket client on a bare socket with next to no buffer, that takes nothing of what it is sent
 * until it is made to.
 */
final class DeafClient implements AutoCloseable {
  private static final int RECEIVE_BUFFER = 4096;
  private static final int LIMIT_MILLIS = 30_000;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;

  private final Socket socket = new Socket();
  private final DataInputStream in;

  private DeafClient(URI http, String token) throws IOException {
    // Set before the connection is there: the window that is offered then is as small.
    socket.setReceiveBufferSize(RECEIVE_BUFFER);
    socket.setSoTimeout(LIMIT_MILLIS);
    socket.connect(new InetSocketAddress(http.getHost(), http.getPort()));
    String query = http.getQuery() == null ? "" : "?" + http.getQuery();
    String request =
        """
        GET %s HTTP/1.1\r
        Host: %s\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        Authorization: Bearer %s\r
        \r
        """
            .formatted(http.getPath() + query, http.getAuthority(), token);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    in = new DataInputStream(socket.getInputStream());
    String answer = head();
    if (!answer.startsWith("HTTP/1.1 101 ")) {
      throw new IOException("refused: " + answer);
    }
  }

  /** Has shaken hands, and reads nothing from then on. */
  static DeafClient open(URI http, String token) throws IOException {
    return new DeafClient(http, token);
  }

  /**
   * Takes all that has been sent until the connection ends.
   *
   * @return the texts, and as the last one code and reason of the close if there was one
   */
  List<String> listen() throws IOException {
    List<String> received = new ArrayList<>();
    try {
      while (true) {
        int opcode = in.readUnsignedByte() & 0x0f;
        byte[] payload = payload();
        if (opcode == TEXT) {
          received.add(new String(payload, StandardCharsets.UTF_8));
        } else if (opcode == CLOSE) {
          int code = (payload[0] & 0xff) << 8 | payload[1] & 0xff;
          received.add(
              code + " " + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8));
          return received;
        }
      }
    } catch (EOFException | SocketException e) {
      return received;
    }
  }

  /** Servers do not mask. */
  private byte[] payload() throws IOException {
    long length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    byte[] payload = new byte[Math.toIntExact(length)];
    in.readFully(payload);
    return payload;
  }

  /** Byte by byte: what follows is left where it is. */
  private String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
