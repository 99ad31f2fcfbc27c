package io.aiw3.nft.infrastructure;

import java.nio.file.Path;
import java.util.List;

/**
 * How to run MySQL.
 *
 * @param data data directory; made from the template when absent
 * @param log the server's log file
 * @param port preferred port, 0 for any
 * @param flushAtCommit true: every commit is on disk when it returns ({@code
 *     innodb_flush_log_at_trx_commit=1}, as production must have it); false: once a second, which
 *     survives a killed server but not a killed machine
 * @param bufferPoolMiB InnoDB buffer pool
 * @param extraOptions further {@code --name=value} options of mysqld
 */
public record MySqlSettings(
    Path data,
    Path log,
    int port,
    boolean flushAtCommit,
    int bufferPoolMiB,
    List<String> extraOptions) {
  public MySqlSettings {
    data = data.toAbsolutePath();
    log = log.toAbsolutePath();
    extraOptions = List.copyOf(extraOptions);
  }

  /** Durable, 128 MiB of buffer pool. */
  public static MySqlSettings durable(Path data, Path log, int port) {
    return new MySqlSettings(data, log, port, true, 128, List.of());
  }

  /** For tests: any port, commits flushed once a second. */
  public static MySqlSettings relaxed(Path data, Path log) {
    return new MySqlSettings(data, log, 0, false, 64, List.of());
  }
}
