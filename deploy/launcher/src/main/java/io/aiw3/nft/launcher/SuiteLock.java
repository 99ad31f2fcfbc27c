package io.aiw3.nft.launcher;

import io.aiw3.nft.infrastructure.MissingPrerequisiteException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * One suite per repository, for two would fight over the data. Ends with the process at the latest.
 */
final class SuiteLock implements AutoCloseable {
  private final FileChannel file;

  private SuiteLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Takes the lock.
   *
   * @throws MissingPrerequisiteException when another suite has it
   */
  static SuiteLock take(Layout layout) {
    try {
      FileChannel file =
          FileChannel.open(layout.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (file.tryLock() == null) {
        file.close();
        throw new MissingPrerequisiteException(
            "The suite is running already; stop it first (its process id is in "
                + layout.runFile()
                + ").");
      }
      return new SuiteLock(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
