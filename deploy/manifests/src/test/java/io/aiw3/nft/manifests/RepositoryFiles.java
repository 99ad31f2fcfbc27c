package io.aiw3.nft.manifests;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The files of the repository, without what a build or an editor makes. */
final class RepositoryFiles {
  private static final Set<String> SKIPPED =
      Set.of(".git", ".idea", ".local", ".vscode", "dist", "node_modules", "target");

  private RepositoryFiles() {}

  /** Those whose path below the root, with a slash before it, fits; sorted. */
  static List<Path> named(Predicate<String> name) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        Repository.ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return SKIPPED.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (name.test("/" + Repository.ROOT.relativize(file))) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(null);
    return files;
  }
}
