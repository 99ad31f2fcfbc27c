package io.aiw3.nft.history.backfill;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Lines of a file with their exact places in bytes, from any line's start on. */
final class LineReader implements AutoCloseable {
  /** A longer line is reported, and not kept in memory. */
  static final int LONGEST = 64 * 1024;

  private final FileChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocate(256 * 1024).limit(0);
  private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
  private long position;
  private long number;

  /**
   * @param text without its end; null: longer than {@link #LONGEST} bytes
   * @param number from 1
   * @param end byte behind the line's end
   */
  record Line(String text, long number, long end) {}

  LineReader(Path path) throws IOException {
    file = FileChannel.open(path);
  }

  /** Goes to the start of a line, which {@code lines} lines precede. */
  void seek(long offset, long lines) throws IOException {
    file.position(offset);
    buffer.limit(0);
    position = offset;
    number = lines;
  }

  /** The next line, or null at the end of the file. */
  Line next() throws IOException {
    parts.reset();
    long start = position;
    boolean more = fill();
    while (more) {
      int from = buffer.position();
      int to = from;
      while (to < buffer.limit() && buffer.get(to) != '\n') {
        to++;
      }
      if (parts.size() + (long) to - from <= LONGEST) {
        parts.write(buffer.array(), from, to - from);
      }
      boolean ended = to < buffer.limit();
      position += to - from + (ended ? 1 : 0);
      buffer.position(ended ? to + 1 : to);
      if (ended) {
        return line(start, 1);
      }
      more = fill();
    }
    return position == start ? null : line(start, 0);
  }

  private Line line(long start, int terminator) {
    number++;
    if (position - start - terminator > LONGEST) {
      return new Line(null, number, position);
    }
    // Bytes that are no UTF-8 become U+FFFD, which no field of a trade may have.
    String text = parts.toString(StandardCharsets.UTF_8);
    return new Line(
        text.endsWith("\r") ? text.substring(0, text.length() - 1) : text, number, position);
  }

  private boolean fill() throws IOException {
    if (buffer.hasRemaining()) {
      return true;
    }
    buffer.clear();
    int read = file.read(buffer);
    buffer.flip();
    return read > 0;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
