package io.aiw3.nft.history.backfill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.aiw3.nft.commandline.StoppedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps the checkpoint of one backfill: one source into one topic. A reader sees the old or the new
 * checkpoint, never a part, also after a crash of the machine. One run at a time has the file.
 */
final class StateFile implements AutoCloseable {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path file;
  private final Map<String, String> identity;
  private final FileChannel lock;

  /** What the file holds. */
  record State(Map<String, String> identity, Checkpoint checkpoint, boolean finished) {}

  /**
   * @param identity of the source and of the topic
   * @throws StoppedException if another run has the file
   */
  StateFile(Path file, Map<String, String> identity) throws IOException {
    this.file = file.toAbsolutePath();
    this.identity = new TreeMap<>(identity);
    Path lockFile = this.file.resolveSibling(file.getFileName() + ".lock");
    lock = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locked()) {
      lock.close();
      throw new StoppedException("Another run is using " + file);
    }
  }

  private boolean locked() throws IOException {
    try {
      FileLock held = lock.tryLock();
      return held != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /**
   * Where an earlier run stopped; empty if there was none.
   *
   * @throws StoppedException if the file is of another source or topic, or is no state file
   */
  Optional<State> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    State state;
    try {
      state = JSON.readValue(file.toFile(), State.class);
    } catch (JsonProcessingException e) {
      throw new StoppedException(file + " is not a state file; give another one with --state", e);
    }
    if (state.identity() == null || state.checkpoint() == null) {
      throw new StoppedException(file + " is not a state file; give another one with --state");
    }
    if (!identity.equals(state.identity())) {
      throw new StoppedException(
          "%s is the state of another backfill (%s). Give another file with --state, or --restart to forget it."
              .formatted(file, difference(state.identity())));
    }
    return Optional.of(state);
  }

  private String difference(Map<String, String> other) {
    TreeMap<String, String> names = new TreeMap<>(identity);
    names.putAll(other);
    StringBuilder text = new StringBuilder();
    for (String name : names.keySet()) {
      String was = other.getOrDefault(name, "nothing");
      String is = identity.getOrDefault(name, "nothing");
      if (!was.equals(is)) {
        text.append(text.isEmpty() ? "" : "; ");
        text.append("%s: there %s, now %s".formatted(name, was, is));
      }
    }
    return text.toString();
  }

  void write(Checkpoint checkpoint, boolean finished) throws IOException {
    Path making = file.resolveSibling(file.getFileName() + ".making");
    byte[] content = JSON.writeValueAsBytes(new State(identity, checkpoint, finished));
    try (FileChannel out =
        FileChannel.open(
            making,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(making, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Releases the file. The lock file stays: removing it would race with a run that opens it. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
