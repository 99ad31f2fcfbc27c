package io.aiw3.nft.contract.schema;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.contract.CompetitionResults;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.contract.MintingCommand;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.QualificationCommand;
import io.aiw3.nft.contract.QualificationSnapshot;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.TaskEvent;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.Trade;
import io.aiw3.nft.contract.UpgradeEvent;
import io.aiw3.nft.contract.UserRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The JSON Schema (2020-12) of every message, by its CloudEvents type: for example {@code
 * nft-events.claimed}. {@code asyncapi.yaml} beside them says which topic carries which.
 */
public final class MessageSchemas {
  /** The schema of the headers that every published record has. */
  public static final String HEADERS = "headers";

  private static final SortedMap<String, Class<?>> TYPES = new TreeMap<>();

  static {
    Map.<String, Class<?>>of(
            Topics.TRADES, Trade.class,
            Topics.USERS, UserRecord.class,
            Topics.TASK_EVENTS, TaskEvent.class,
            Topics.COMPETITION_RESULTS, CompetitionResults.class,
            Topics.QUALIFICATION_EVENTS, QualificationSnapshot.class,
            Topics.UPGRADE_EVENTS, UpgradeEvent.class)
        .forEach(MessageSchemas::register);
    Map.<String, Class<? extends ContractMessage>>of(
            Topics.BADGE_EVENTS, BadgeEvent.class,
            Topics.NFT_EVENTS, NftEvent.class,
            Topics.QUALIFICATION_COMMANDS, QualificationCommand.class,
            Topics.BADGE_COMMANDS, BadgeCommand.class,
            Topics.MINTING_COMMANDS, MintingCommand.class,
            Topics.SAGA_REPLIES, SagaReply.class)
        .forEach(
            (topic, messages) -> {
              for (Class<?> message : messages.getPermittedSubclasses()) {
                register(topic, message);
              }
            });
  }

  private MessageSchemas() {}

  /** Every message's type and the record that it is read into. */
  public static SortedMap<String, Class<?>> types() {
    return Collections.unmodifiableSortedMap(TYPES);
  }

  /**
   * The schema of a type, or of the {@link #HEADERS}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static JsonNode of(String type) {
    try (InputStream in =
        MessageSchemas.class.getResourceAsStream(
            "/io/aiw3/nft/contract/schema/" + type + ".json")) {
      if (in == null) {
        throw new IllegalArgumentException("no message is of the type " + type);
      }
      return ContractJson.mapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void register(String topic, Class<?> message) {
    JsonTypeName name = message.getAnnotation(JsonTypeName.class);
    TYPES.put(name == null ? topic : topic + "." + name.value(), message);
  }
}
