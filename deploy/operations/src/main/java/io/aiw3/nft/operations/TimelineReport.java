package io.aiw3.nft.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiw3.nft.contract.ContractJson;
import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Writes a timeline, for people or for programs. */
final class TimelineReport {
  /** Of one width, unlike the shortest form. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  private TimelineReport() {}

  /**
   * @param moments in their order, at least one
   */
  static void print(List<Moment> moments, boolean json, PrintStream out) {
    int service = width(moments, Moment::service);
    int place = width(moments, TimelineReport::place);
    int type = width(moments, Moment::type);
    String format = "%s %9s  %-" + service + "s  %-" + place + "s  %-" + type + "s  %s";
    Moment before = moments.get(0);
    for (Moment moment : moments) {
      long since = Duration.between(before.time(), moment.time()).toMillis();
      out.println(
          json
              ? json(moment, since)
              : format
                  .formatted(
                      TIME.format(moment.time()),
                      "+" + since + " ms",
                      moment.service(),
                      place(moment),
                      moment.type(),
                      String.join("  ", details(moment)))
                  .stripTrailing());
      before = moment;
    }
    if (!json) {
      out.println(summary(moments));
    }
  }

  private static List<String> details(Moment moment) {
    List<String> details = new ArrayList<>();
    if (moment.deadLetterOf() != null) {
      details.add("DEAD LETTER of " + moment.deadLetterOf());
    }
    if (moment.again()) {
      details.add("(again)");
    }
    if (moment.link() != Moment.Link.SAGA) {
      details.add("(by " + moment.link().label() + ")");
    }
    add(details, "attempt ", moment.attempt());
    add(details, "", moment.outcome());
    add(details, "", moment.reason());
    add(details, "tx ", moment.signature());
    return details;
  }

  private static void add(List<String> details, String name, Object value) {
    if (value != null) {
      details.add(name + value);
    }
  }

  private static String summary(List<Moment> moments) {
    Moment first = moments.get(0);
    Moment last = moments.get(moments.size() - 1);
    return "%d messages, of %s, within %d ms"
        .formatted(
            moments.size(),
            String.join(", ", moments.stream().map(Moment::service).distinct().sorted().toList()),
            Duration.between(first.time(), last.time()).toMillis());
  }

  private static String json(Moment moment, long since) {
    ObjectNode node = ContractJson.mapper().valueToTree(moment);
    node.put("millisSincePrevious", since);
    try {
      return ContractJson.mapper().writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String place(Moment moment) {
    return moment.topic() + "-" + moment.partition() + "-" + moment.offset();
  }

  private static int width(List<Moment> moments, Function<Moment, String> column) {
    return moments.stream().map(column).mapToInt(String::length).max().orElse(1);
  }
}
