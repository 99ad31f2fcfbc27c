package io.aiw3.nft.launcher;

import io.aiw3.nft.infrastructure.MissingPrerequisiteException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where things are.
 *
 * @param root the repository
 * @param local data, logs and the run file: one suite at a time
 */
record Layout(Path root, Path local) {
  Layout(Path root) {
    this(root, root.resolve(".local"));
  }

  Path data(String name) {
    return local().resolve("data").resolve(name);
  }

  Path keys() {
    return data("keys");
  }

  Path log(String name) {
    return local().resolve("logs").resolve(name + ".log");
  }

  Path runFile() {
    return local().resolve("run.json");
  }

  /** While it is there, the child of this name is not started again after its end. */
  Path held(String child) {
    return local().resolve("held").resolve(child);
  }

  Path lock() {
    return local().resolve("lock");
  }

  /** The Node side: chain, IPFS, story. */
  Path node() {
    return root.resolve("deploy").resolve("local");
  }

  Path serviceJar(String service) {
    return root.resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
  }

  Path gatewayJar() {
    return root.resolve("deploy/gateway/target/quarkus-app/quarkus-run.jar");
  }

  /** What the gateway serves as the web console; nothing where it is not built. */
  Path console() {
    return root.resolve("deploy/console/target/dist");
  }

  Path routes() {
    return root.resolve("deploy/gateway/routes.json");
  }

  /** The routes of the suite's gateway where it has a console: one more than anywhere else. */
  Path localRoutes() {
    return local().resolve("routes.json");
  }

  void create() {
    try {
      Files.createDirectories(keys());
      Files.createDirectories(local().resolve("logs"));
      Files.createDirectories(local().resolve("held"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Rows of one chain's NFTs are of no use on another chain.
   *
   * @param genesisHash of the chain; empty: not known
   * @throws MissingPrerequisiteException if the data are of another one
   */
  void requireCluster(String genesisHash) {
    Path cluster = data("cluster");
    try {
      if (Files.exists(cluster) && !genesisHash.isEmpty()) {
        if (!Files.readString(cluster).strip().equals(genesisHash)) {
          throw new MissingPrerequisiteException(
              "The data under %s are of another chain: add --fresh, or --home with another directory."
                  .formatted(local()));
        }
      } else if (!genesisHash.isEmpty()) {
        Files.writeString(cluster, genesisHash + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empties data and logs. */
  void clear() {
    delete(local().resolve("held"));
    delete(local().resolve("data"));
    delete(local().resolve("logs"));
  }

  private static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
