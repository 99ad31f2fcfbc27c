package io.aiw3.nft.badge;

import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.testkit.KafkaProbe;
import io.aiw3.nft.testkit.contract.GoodRecords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Each saga releases what it never had, so that its reservation, which comes late, is refused. */
final class GoodCommands implements GoodRecords {
  private static final int FIRST_USER = 600_000_000;

  private final String run = UUID.randomUUID().toString().substring(0, 8) + "-";
  private final KafkaProbe kafka;

  GoodCommands(KafkaProbe kafka) {
    this.kafka = kafka;
  }

  @Override
  public Good record(int number) {
    String saga = run + number / 2;
    UserId user = new UserId(FIRST_USER + number / 2);
    BadgeCommand command =
        number % 2 == 0
            ? new BadgeCommand.ReleaseBadges(saga, user)
            : new BadgeCommand.ReserveBadges(saga, user, 2, 1);
    return new Good(command.key(), BadgeITBase.json(command));
  }

  @Override
  public List<String> flaws(int count) {
    Map<String, List<String>> replies = new HashMap<>();
    kafka.readAll(Topics.SAGA_REPLIES).stream()
        .filter(reply -> reply.value().contains(run))
        .map(BadgeITBase::parse)
        .forEach(
            reply ->
                replies
                    .computeIfAbsent(reply.path("sagaId").asText(), saga -> new ArrayList<>())
                    .add(reply.path("replyType").asText()));
    List<String> flaws = new ArrayList<>();
    for (int i = 0; i < count / 2; i++) {
      List<String> got = replies.getOrDefault(run + i, List.of());
      if (!got.equals(List.of("badges_released", "badges_refused"))) {
        flaws.add(run + i + ": " + got);
      }
    }
    return flaws;
  }
}
