package io.aiw3.nft.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Directories that are made once per user and then only read, such as unpacked servers.
 *
 * <p>An entry is made beside its final place and renamed into it, so it is complete or absent, even
 * if a maker is killed. Two makers at once waste work but do no harm: the second deletes its copy.
 */
final class InstallCache {
  private final Path root;

  InstallCache(Path root) {
    this.root = root;
  }

  static InstallCache ofUser() {
    Map<String, String> environment = System.getenv();
    String chosen = environment.get("AIW3_CACHE_DIR");
    if (chosen != null && !chosen.isBlank()) {
      return new InstallCache(Path.of(chosen).toAbsolutePath());
    }
    String xdg = environment.get("XDG_CACHE_HOME");
    Path caches =
        xdg != null && xdg.startsWith("/")
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home"), ".cache");
    return new InstallCache(caches.resolve("aiw3-nft").toAbsolutePath());
  }

  /** Fills an empty directory. */
  @FunctionalInterface
  interface Maker {
    void make(Path directory) throws IOException;
  }

  Path get(String entry, Maker maker) {
    Path done = root.resolve(entry);
    if (Files.isDirectory(done)) {
      return done;
    }
    Path making = null;
    try {
      Files.createDirectories(root);
      making = Files.createTempDirectory(root, ".making-" + entry + "-");
      maker.make(making);
      moveInto(making, done);
      return done;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare " + done, e);
    } finally {
      if (making != null) {
        deleteTree(making);
      }
    }
  }

  private static void moveInto(Path making, Path done) throws IOException {
    try {
      Files.move(making, done, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(done)) {
        throw e;
      }
    }
  }

  static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  static void deleteTree(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + directory, e);
    }
  }
}
