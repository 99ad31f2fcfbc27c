package io.aiw3.nft.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The instructions of a Dockerfile by stage, in their order, those of the stage that it starts from
 * before its own; a stage without a name is called {@code final}.
 */
final class Dockerfile {
  private static final Pattern OPTION = Pattern.compile("^--\\S+ ");

  private final Map<String, List<Instruction>> stages = new LinkedHashMap<>();

  /**
   * @param arguments what follows the keyword, on one line
   */
  record Instruction(String keyword, String arguments) {
    /** The arguments without leading options such as {@code --from=}. */
    String plain() {
      String plain = arguments;
      while (OPTION.matcher(plain).find()) {
        plain = OPTION.matcher(plain).replaceFirst("");
      }
      return plain;
    }

    /** In exec form, a JSON array. */
    List<String> exec() {
      try {
        List<String> words = new ArrayList<>();
        for (JsonNode argument : Yaml.JSON.readTree(plain())) {
          words.add(argument.asText());
        }
        return words;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Dockerfile(Path file) {
    List<Instruction> stage = new ArrayList<>();
    for (String line : Repository.text(file).replace("\\\n", " ").split("\n", -1)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] words = line.split("\\s+", 2);
      Instruction instruction = new Instruction(words[0], words[1].strip());
      if (instruction.keyword().equals("FROM")) {
        String[] names = instruction.arguments().split(" AS ", 2);
        stage = new ArrayList<>(stages.getOrDefault(names[0], List.of()));
        stages.put(names.length == 2 ? names[1] : "final", stage);
      }
      stage.add(instruction);
    }
  }

  List<Instruction> stage(String name) {
    return stages.get(name);
  }

  List<Instruction> all() {
    return stages.values().stream().flatMap(List::stream).toList();
  }

  /**
   * What an image's stage copies from the build and from the repository, laid out under a folder in
   * place of {@code /}.
   */
  void layOut(String stage, String module, Path root) {
    for (Instruction copy : stage(stage)) {
      if (copy.keyword().equals("COPY")) {
        String[] paths = copy.plain().replace("${MODULE}", module).split(" ", 2);
        Path source = Repository.ROOT.resolve(paths[0].replaceFirst("^/build/", ""));
        copy(source, root.resolve("app").resolve(paths[1]));
      }
    }
  }

  private static void copy(Path source, Path target) {
    for (Path file : Files.isDirectory(source) ? Repository.files(source, "") : List.of(source)) {
      if (Files.isDirectory(file)) {
        continue;
      }
      Path to = Files.isDirectory(source) ? target.resolve(source.relativize(file)) : target;
      try {
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
        // As an image keeps it: the class archive is good for jars of just this time.
        Files.setLastModifiedTime(to, Files.getLastModifiedTime(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
