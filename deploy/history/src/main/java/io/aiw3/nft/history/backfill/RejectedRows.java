package io.aiw3.nft.history.backfill;

import io.aiw3.nft.commandline.StoppedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The rows that are no trades, as CSV: where the row is, its trade id, and the reason. */
final class RejectedRows implements AutoCloseable {
  private static final String HEADER = "row,trade_id,reason\n";
  private static final int LONGEST_ID = 100;
  private static final int BUFFER = 64 * 1024;

  private final FileChannel file;
  private final StringBuilder waiting = new StringBuilder();
  private long length;

  /**
   * @param keep bytes that are kept of an earlier run's file; 0: a new file
   * @throws StoppedException if the earlier run's file is shorter
   */
  RejectedRows(Path path, long keep) throws IOException {
    file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (file.size() < keep) {
      file.close();
      throw new StoppedException(
          "%s no longer holds all the rows that were rejected; start again with --restart"
              .formatted(path));
    }
    file.truncate(keep);
    file.position(keep);
    length = keep;
    if (keep == 0) {
      waiting.append(HEADER);
      flush();
    }
  }

  void add(LegacyRow row, String reason) throws IOException {
    String id = RowCheck.tradeId(row);
    waiting.append(row.origin()).append(',');
    quote(id == null || id.length() <= LONGEST_ID ? id : id.substring(0, LONGEST_ID) + "…");
    waiting.append(',');
    quote(reason);
    waiting.append('\n');
    if (waiting.length() > BUFFER) {
      flush();
    }
  }

  private void quote(String text) {
    if (text != null) {
      waiting.append('"').append(text.replace("\"", "\"\"")).append('"');
    }
  }

  /** Length of the file once all that was added is in it. */
  long flush() throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(waiting.toString());
    length += bytes.remaining();
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    waiting.setLength(0);
    return length;
  }

  /** Makes what was flushed outlast a crash of the machine. */
  void force() throws IOException {
    file.force(false);
  }

  @Override
  public void close() throws IOException {
    flush();
    file.close();
  }
}
