package io.aiw3.nft.bench.faults.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;

/** Arms crash points and sees whether they were reached. */
public final class CrashPoints {
  private static final List<Class<?>> PARTS =
      List.of(CrashAgent.class, CrashAgent.Armed.class, CrashAgent.Death.class, CrashPoint.class);

  private final Path folder;
  private final Path jar;

  private CrashPoints(Path folder, Path jar) {
    this.folder = folder;
    this.jar = jar;
  }

  /**
   * Nothing is armed yet; the agent's jar is written.
   *
   * @param home an own folder, without a blank in its path
   */
  public static CrashPoints in(Path home) throws IOException {
    Path folder = Files.createDirectories(home.resolve("armed"));
    try (Stream<Path> left = Files.list(folder)) {
      left.forEach(CrashPoints::remove);
    }
    Path jar = home.resolve("crash-agent.jar");
    write(jar);
    return new CrashPoints(folder, jar);
  }

  /** Options of a virtual machine whose services may die. */
  public String options() {
    return "-javaagent:" + jar + "=" + folder;
  }

  /** The next process that comes to the point dies there. */
  public void arm(CrashPoint point) throws IOException {
    Files.writeString(folder.resolve(point.id()), "");
  }

  /** Whether it is still waited for. */
  public boolean isArmed(CrashPoint point) {
    return Files.exists(folder.resolve(point.id()));
  }

  private static void remove(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path jar) throws IOException {
    CodeSource library = ByteBuddy.class.getProtectionDomain().getCodeSource();
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(new Attributes.Name("Premain-Class"), CrashAgent.class.getName());
    attributes.put(Attributes.Name.CLASS_PATH, library.getLocation().toString());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file, manifest)) {
      for (Class<?> part : PARTS) {
        String name = part.getName().replace('.', '/') + ".class";
        entries.putNextEntry(new JarEntry(name));
        try (InputStream code = part.getClassLoader().getResourceAsStream(name)) {
          code.transferTo(entries);
        }
        entries.closeEntry();
      }
    }
  }
}
