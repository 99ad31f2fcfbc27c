package io.aiw3.nft.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who writes and who reads each topic: as the contract's AsyncAPI document says. */
final class Flows {
  private static final JsonNode CHANNELS = channels();
  private static final Pattern FLOW = Pattern.compile("Written by (.*?), read by (.*?)\\.$");

  private Flows() {}

  /** The topics that a service of the suite reads. */
  static Set<String> readBy(String service) {
    return topics(service, 2);
  }

  static Set<String> writtenBy(String service) {
    return topics(service, 1);
  }

  private static Set<String> topics(String service, int side) {
    Set<String> topics = new TreeSet<>();
    for (JsonNode channel : CHANNELS) {
      String address = channel.path("address").asText();
      // The WebSocket is a channel, too.
      if (address.endsWith(Topics.DEAD_LETTER_SUFFIX) || address.startsWith("/")) {
        continue;
      }
      Matcher flow = FLOW.matcher(channel.path("description").asText());
      if (!flow.find()) {
        throw new AssertionError("nobody is named: " + channel.path("description"));
      }
      if (Set.of(flow.group(side).split(", ", -1)).contains(service)) {
        topics.add(channel.path("address").asText());
      }
    }
    return topics;
  }

  private static JsonNode channels() {
    try (InputStream document =
        Flows.class.getResourceAsStream("/io/aiw3/nft/contract/asyncapi.yaml")) {
      return Yaml.one(new String(document.readAllBytes(), StandardCharsets.UTF_8)).path("channels");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
