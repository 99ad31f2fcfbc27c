package io.aiw3.nft.infrastructure;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to start.
 *
 * @param name how logs and messages call the child
 * @param command program and arguments
 * @param environment added to the parent's environment
 * @param directory working directory
 * @param log file that takes its standard output and standard error; appended to
 */
public record ChildCommand(
    String name, List<String> command, Map<String, String> environment, Path directory, Path log) {
  public ChildCommand {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
