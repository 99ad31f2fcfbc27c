package io.aiw3.nft.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.commandline.CommandRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The scripts of this folder: their classes, their comments and what the classes take. */
class CommandLinesTest {
  private static final Pattern CLASS = Pattern.compile("run_bench \\S+ ([\\w.]+) \"\\$@\"");
  private static final Pattern OPTION = Pattern.compile("\\[(--[a-z-]+)");

  static Stream<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(""))) {
      List<Path> scripts = files.filter(file -> main(file) != null).sorted().toList();
      assertThat(scripts).hasSize(14);
      return scripts.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void theScriptsCommentNamesTheOptions(Path script) throws Exception {
    CommandLine line = line(script);
    assertThat(line.getCommandName()).isEqualTo("deploy/bench/" + script);
    assertThat(all(OPTION, Files.readString(script)))
        .contains("--write")
        .allMatch(line.getCommandSpec().optionsMap()::containsKey);
    line.parseArgs();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void helpAndWrongArgumentsAreAnswered(Path script) throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = line(script).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    assertThat(line.execute("--help")).isZero();
    assertThat(out.toString()).contains("--write");
    assertThat(line.execute("--no-such-thing")).isEqualTo(CommandRunner.USAGE);
    assertThat(err)
        .hasToString("Unknown option: '--no-such-thing'; see deploy/bench/" + script + " --help\n");
  }

  private static CommandLine line(Path script) throws ReflectiveOperationException {
    String main = main(script);
    Class<?> command;
    try {
      command = Class.forName(main + "$Arguments");
    } catch (ClassNotFoundException e) {
      command = Class.forName(main.replace("FaultRun", "FaultOptions"));
    }
    Constructor<?> constructor = command.getDeclaredConstructor();
    constructor.setAccessible(true);
    return CommandRunner.of(constructor.newInstance());
  }

  private static String main(Path file) {
    if (!Files.isRegularFile(file) || file.toString().endsWith(".md")) {
      return null;
    }
    try {
      List<String> classes = all(CLASS, Files.readString(file));
      return classes.isEmpty() ? null : classes.get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
  }
}
