package io.aiw3.nft.bench.faults.adversary;

import io.aiw3.nft.bench.faults.Topic;
import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * An operator's mistake: after an NFT was burned outside of an upgrade, its {@code claimed} is
 * replayed under a fresh id, as a dead letter is whose inbox row was purged long ago. The upgrade
 * continues all the same.
 */
final class ReplayedEvents extends Upgrader {
  ReplayedEvents(Arena arena) {
    super(arena, "an old event replayed");
  }

  @Override
  String attack(Rogue rogue, String mint) throws Exception {
    rogue.burnAlone(mint);
    awaitBurned(rogue.id());
    Topic topics = new Topic(arena.suite().kafka());
    for (Topic.Message event : topics.read(Topics.NFT_EVENTS)) {
      if (event.key().equals(Integer.toString(rogue.id()))
          && event.value().contains("\"claimed\"")) {
        arena.records().send(again(event));
      }
    }
    return completed(rogue.end(rogue.upgrade(), rogue.wallet()));
  }

  private void awaitBurned(int user) throws InterruptedException {
    for (long deadline = Rogue.deadline();
        !isBurned(user) && System.nanoTime() < deadline;
        Rogue.pause()) {}
  }

  /** False too while the database is unavailable, which is one of the faults. */
  private boolean isBurned(int user) {
    try {
      return arena
              .local()
              .number(
                  "minting",
                  "SELECT COUNT(*) FROM usernft WHERE status = 'burned' AND user_id = " + user)
          == 1;
    } catch (SQLException e) {
      return false;
    }
  }

  private static ProducerRecord<byte[], byte[]> again(Topic.Message event) {
    ProducerRecord<byte[], byte[]> replayed =
        new ProducerRecord<>(Topics.NFT_EVENTS, bytes(event.key()), bytes(event.value()));
    event.headers().forEach((name, value) -> replayed.headers().add(name, bytes(value)));
    replayed.headers().remove(MessageHeaders.ID);
    replayed.headers().add(MessageHeaders.ID, bytes(UUID.randomUUID().toString()));
    return replayed;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
