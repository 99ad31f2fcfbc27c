package io.aiw3.nft.infrastructure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A real Redis on loopback, as the artifact {@code com.github.codemonstur:embedded-redis} carries
 * it.
 *
 * <p>It saves nothing: after a restart it is empty, which the suite must survive at any moment.
 */
public final class RedisServer extends LocalServer {
  private final Path directory;
  private final Path log;
  private final int port;
  private final Path program;
  private final Map<String, String> environment;

  /**
   * @param directory working directory of the server
   * @param wantedPort 0 for any
   */
  public RedisServer(Path directory, Path log, int wantedPort) {
    this.directory = directory.toAbsolutePath();
    this.log = log.toAbsolutePath();
    this.port = Ports.preferredOrFree(wantedPort);
    InstallCache cache = InstallCache.ofUser();
    String resource = resource(System.getProperty("os.name"), System.getProperty("os.arch"));
    this.program = cache.get(resource, making -> unpack(resource, making)).resolve("redis-server");
    this.environment = new NativeLibraries(cache).environmentFor(program);
  }

  static String resource(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    boolean arm = osArch.equals("aarch64") || osArch.equals("arm64");
    if (os.startsWith("linux")) {
      return arm ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
    }
    if (os.startsWith("mac")) {
      return arm ? "redis-server-6.2.6-v5-darwin-arm64" : "redis-server-6.2.6-v5-darwin-amd64";
    }
    throw new MissingPrerequisiteException(
        "No Redis is bundled for " + osName + "; run one and set AIW3_REDIS_HOSTS.");
  }

  private static void unpack(String resource, Path making) throws IOException {
    try (InputStream bytes = RedisServer.class.getResourceAsStream("/" + resource)) {
      if (bytes == null) {
        throw new IOException(resource + " is not on the class path");
      }
      Path file = making.resolve("redis-server");
      Files.copy(bytes, file);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Override
  public String name() {
    return "redis";
  }

  public int port() {
    return port;
  }

  /** As {@code quarkus.redis.hosts} requires it. */
  public String hosts() {
    return "redis://127.0.0.1:" + port;
  }

  /** Removes every key, as an operator's FLUSHALL. */
  public void flush() {
    try {
      call("FLUSHALL");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected ChildCommand command() {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command =
        List.of(
            program.toString(),
            "--bind",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--save",
            "",
            "--appendonly",
            "no",
            "--daemonize",
            "no");
    return new ChildCommand(name(), command, environment, directory, log);
  }

  /** The server names its own process id: no stranger on the port is taken for it. */
  @Override
  protected Readiness readiness() {
    return child -> call("INFO server").contains("process_id:" + child.pid() + "\n");
  }

  /** One inline command; the answer's lines up to the end of what Redis sends at once. */
  private String call(String command) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
      socket.setSoTimeout(2_000);
      socket
          .getOutputStream()
          .write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
      var reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      StringBuilder answer = new StringBuilder();
      reader.lines().forEach(line -> answer.append(line).append('\n'));
      return answer.toString();
    }
  }
}
