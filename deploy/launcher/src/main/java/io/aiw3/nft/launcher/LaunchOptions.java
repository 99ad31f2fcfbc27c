package io.aiw3.nft.launcher;

import java.nio.file.Path;
import java.util.List;

/**
 * How {@code deploy/local/up} starts the suite.
 *
 * @param root the repository
 * @param home directory of data, logs and run file
 * @param fresh empty the data first
 * @param story play the story after the start
 * @param exitAfterStory end with the story's exit code
 * @param replicas instances of each service
 * @param observe start Prometheus too
 * @param without services that are not started, because they run elsewhere, e.g. in an IDE
 */
record LaunchOptions(
    Path root,
    Path home,
    boolean fresh,
    boolean story,
    boolean exitAfterStory,
    int replicas,
    boolean observe,
    List<String> without) {}
