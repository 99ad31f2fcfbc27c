package io.aiw3.nft.kit.inbox;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Records that were fetched together, those of different keys side by side and those of one key in
 * their order: each has a transaction of its own, but does not wait for its neighbours' disk.
 */
public final class KeyOrderedProcessor {
  private static final int AT_ONCE = 8;

  private KeyOrderedProcessor() {}

  /**
   * @param work for one record; never fails
   * @return completes when all are done
   */
  public static Uni<Void> sideBySide(
      ConsumerRecords<byte[], byte[]> fetched,
      Function<ConsumerRecord<byte[], byte[]>, Uni<Void>> work) {
    Map<ByteBuffer, List<ConsumerRecord<byte[], byte[]>>> lanes = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> message : fetched) {
      ByteBuffer key = ByteBuffer.wrap(message.key() == null ? new byte[0] : message.key());
      lanes.computeIfAbsent(key, first -> new ArrayList<>()).add(message);
    }
    return Multi.createFrom()
        .iterable(lanes.values())
        .onItem()
        .transformToUni(lane -> inTurn(lane, work))
        .merge(AT_ONCE)
        .collect()
        .last()
        .replaceWithVoid();
  }

  static Uni<Void> inTurn(
      List<ConsumerRecord<byte[], byte[]>> messages,
      Function<ConsumerRecord<byte[], byte[]>, Uni<Void>> work) {
    Uni<Void> all = Uni.createFrom().voidItem();
    for (ConsumerRecord<byte[], byte[]> message : messages) {
      all = all.chain(() -> work.apply(message));
    }
    return all;
  }
}
