package io.aiw3.nft.bench.status;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * So many connections that each send a request, wait for the answer, and send the next; on one
 * thread and as lean as can be, because it shares the machine with what it measures. Speaks just
 * enough HTTP for answers with a {@code Content-Length}.
 */
final class HttpLoad {
  private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] OK = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
  private static final int RESPONSE_BYTES = 16 * 1024;

  private HttpLoad() {}

  /**
   * What came of it.
   *
   * @param answers how many there were
   * @param rate answers per second
   * @param p99 99th percentile of the time to an answer, in milliseconds
   */
  record Result(int answers, double rate, double p99) {}

  /**
   * @param requests whole requests as they go over the wire; each connection takes them in turn
   * @throws IOException if a connection ends, or an answer is not 200
   */
  static Result run(URI server, List<byte[]> requests, int connections, double seconds)
      throws IOException {
    try (Selector selector = Selector.open()) {
      List<Connection> open = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        open.add(new Connection(server, requests, i, selector));
      }
      long start = System.nanoTime();
      long end = start + (long) (seconds * 1e9);
      long[] times = new long[1 << 22];
      int answers = 0;
      while (System.nanoTime() < end) {
        selector.select(100);
        for (SelectionKey key : selector.selectedKeys()) {
          long time = ((Connection) key.attachment()).read();
          if (time > 0) {
            times[answers++ % times.length] = time;
          }
        }
        selector.selectedKeys().clear();
      }
      double rate = answers / ((System.nanoTime() - start) / 1e9);
      for (Connection connection : open) {
        connection.channel.close();
      }
      long[] sorted = Arrays.copyOf(times, Math.min(answers, times.length));
      Arrays.sort(sorted);
      return new Result(answers, rate, sorted[(int) (sorted.length * 0.99)] / 1e6);
    }
  }

  private static final class Connection {
    private final SocketChannel channel;
    private final List<byte[]> requests;
    private final ByteBuffer answer = ByteBuffer.allocate(RESPONSE_BYTES);
    private int next;
    private long sent;

    Connection(URI server, List<byte[]> requests, int first, Selector selector) throws IOException {
      this.requests = requests;
      next = first;
      channel = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, this);
      send();
    }

    private void send() throws IOException {
      ByteBuffer request = ByteBuffer.wrap(requests.get(next++ % requests.size()));
      sent = System.nanoTime();
      while (request.hasRemaining()) {
        channel.write(request);
      }
    }

    /** Returns the nanoseconds that an answer took, 0 while it is not whole. */
    long read() throws IOException {
      if (channel.read(answer) < 0) {
        throw new EOFException("the server closed a connection");
      }
      byte[] bytes = answer.array();
      int head = headEnd(bytes, answer.position());
      if (head < 0 || answer.position() < head + length(bytes, head)) {
        return 0;
      }
      if (!Arrays.equals(bytes, 0, OK.length, OK, 0, OK.length)) {
        throw new IOException(new String(bytes, 0, answer.position(), StandardCharsets.UTF_8));
      }
      long time = System.nanoTime() - sent;
      answer.clear();
      send();
      return time;
    }

    private static int headEnd(byte[] bytes, int size) {
      for (int i = 3; i < size; i++) {
        if (bytes[i] == '\n' && bytes[i - 2] == '\n') {
          return i + 1;
        }
      }
      return -1;
    }

    private static int length(byte[] bytes, int head) {
      for (int i = 0; i < head; i++) {
        int k = 0;
        while (k < LENGTH.length && (bytes[i + k] | 0x20) == (LENGTH[k] | 0x20)) {
          k++;
        }
        if (k == LENGTH.length) {
          int length = 0;
          for (int d = i + k; bytes[d] >= '0'; d++) {
            length = length * 10 + bytes[d] - '0';
          }
          return length;
        }
      }
      throw new IllegalStateException("an answer without Content-Length");
    }
  }
}
