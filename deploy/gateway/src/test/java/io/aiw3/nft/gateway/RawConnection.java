package io.aiw3.nft.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A caller that sends exactly the bytes it is given. */
final class RawConnection implements AutoCloseable {
  private static final int HANGS_MILLIS = 20_000;
  private final Socket socket;

  RawConnection(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(HANGS_MILLIS);
      socket.setTcpNoDelay(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that comes back for the text until the other side closes. */
  static String exchange(int port, String text) {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(text);
      return connection.untilClosed();
    }
  }

  /** {@link #exchange} where many connections are to be cut at once: the answer is not awaited. */
  static void sendAndLeave(int port, String text) {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(text);
    }
  }

  RawConnection send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawConnection send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads to the end of an answer's head. */
  String head() {
    try {
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return head.toString();
        }
        head.append((char) next);
      }
      return head.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One byte of what comes next; -1 once the other side has closed. */
  int read() {
    try {
      return socket.getInputStream().read();
    } catch (SocketTimeoutException e) {
      throw new AssertionError("nothing came, and the connection stays open", e);
    } catch (IOException reset) {
      return -1;
    }
  }

  String untilClosed() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int next = read(); next >= 0; next = read()) {
      all.write(next);
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
