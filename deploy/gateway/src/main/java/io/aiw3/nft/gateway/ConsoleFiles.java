package io.aiw3.nft.gateway;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * The files of the console, read once at the start: about a megabyte, with what shrinks also
 * gzipped. A request never reaches the file system.
 */
final class ConsoleFiles {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "webp", "image/webp",
          "woff2", "font/woff2");
  private static final String POLICY = "policy.txt";

  private final Map<String, Page> pages = new HashMap<>();
  private final String policy;

  /**
   * @param gzipped null where gzip gains nothing
   */
  record Page(String type, Buffer content, Buffer gzipped) {}

  /**
   * @throws IllegalArgumentException if there is no console in the directory
   */
  ConsoleFiles(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = directory.relativize(file).toString().replace('\\', '/');
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type != null) {
          pages.put(name, page(type, Files.readAllBytes(file)));
        }
      }
      policy = Files.readString(directory.resolve(POLICY));
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalArgumentException(
          "GATEWAY_CONSOLE_DIR: there is no built console in " + directory, e);
    }
    if (!pages.containsKey("index.html")) {
      throw new IllegalArgumentException(
          "GATEWAY_CONSOLE_DIR: there is no index.html in " + directory);
    }
  }

  Optional<Page> find(String name) {
    return Optional.ofNullable(pages.get(name));
  }

  /** The content security policy, with places for what the installation adds. */
  String policy() {
    return policy;
  }

  private static Page page(String type, byte[] content) throws IOException {
    if (!type.startsWith("text/") && !type.endsWith("xml")) {
      return new Page(type, Buffer.buffer(content), null);
    }
    ByteArrayOutputStream small = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(small)) {
      gzip.write(content);
    }
    return new Page(type, Buffer.buffer(content), Buffer.buffer(small.toByteArray()));
  }
}
