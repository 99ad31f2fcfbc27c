package io.aiw3.nft.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiw3.nft.contract.BadgeCommand.ReserveBadges;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.MintingCommand.PrepareBurn;
import io.aiw3.nft.contract.MintingCommand.SubmitBurn;
import io.aiw3.nft.contract.OperationStatus;
import io.aiw3.nft.contract.QualificationCommand.VerifyQualification;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.UserId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimelineIT extends TimelineITBase {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void theMessagesOfAllServicesAreOneLineInTheOrderOfTheirTimes() {
    // Published in another order than that in which they happened.
    String confirmed = send(70, MINTING, new SagaReply.BurnConfirmed(saga, user, "old", "burnTx"));
    String badge = send(40, BADGE, badgeReserved(saga));
    String verify = send(0, ORCHESTRATOR, new VerifyQualification(saga, user, 2));
    String changed =
        send(80, ORCHESTRATOR, changed(OperationStatus.BURN_CONFIRMED, "burn_confirmed", "burnTx"));
    String reserve = send(20, ORCHESTRATOR, new ReserveBadges(saga, user, 2, 2));
    String verified = send(10, QUALIFICATION, verified());
    String prepare = send(50, ORCHESTRATOR, new PrepareBurn(saga, user, "wallet", "old", 3));

    assertThat(timeline(saga).split("\n"))
        .extracting(line -> line.replaceAll(" {2,}", "  "))
        .containsExactly(
            at(0) + "  +0 ms  upgrade-orchestrator  " + verify + "  verify_qualification",
            at(10) + "  +10 ms  qualification-service  " + verified + "  qualification_verified",
            at(20) + "  +10 ms  upgrade-orchestrator  " + reserve + "  reserve_badges",
            at(40) + "  +20 ms  badge-service  " + badge + "  reserved  reserved newcomer",
            at(50) + "  +10 ms  upgrade-orchestrator  " + prepare + "  prepare_burn  attempt 3",
            at(70) + "  +20 ms  minting-service  " + confirmed + "  burn_confirmed  tx burnTx",
            at(80)
                + "  +10 ms  upgrade-orchestrator  "
                + changed
                + "  operation_changed  burn_confirmed burn_confirmed  tx burnTx",
            "7 messages, of badge-service, minting-service, qualification-service,"
                + " upgrade-orchestrator, within 80 ms");
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void programsGetOneObjectALine() {
    String place =
        send(5, MINTING, new SagaReply.MintDelayed(saga, user, 4, "SIGNER_AWAY", "no answer"));

    List<JsonNode> line = json(saga);

    assertThat(line).hasSize(1);
    ObjectNode moment = (ObjectNode) line.get(0);
    assertThat(place(moment)).isEqualTo(place);
    assertThat(moment.path("messageId").asText()).isNotEmpty();
    assertThat(Instant.parse(moment.path("published").asText())).isAfter(BEGIN);
    moment.remove(List.of("topic", "partition", "offset", "messageId", "published"));
    assertThat(moment)
        .isEqualTo(
            parse(
                """
                {"time":"%s","service":"minting-service","type":"mint_delayed","again":false,
                "link":"SAGA","userId":"%s","attempt":4,"reason":"SIGNER_AWAY: no answer",
                "millisSincePrevious":0}
                """
                    .formatted(at(5), user)));
  }

  @Test
  void sagasOfOthersAndOtherSagasOfTheSameUserAreNotShown() {
    String other = UUID.randomUUID().toString();
    String trace = TRACE.formatted("1".repeat(32));
    String mine = send(0, ORCHESTRATOR, new VerifyQualification(saga, user, 2), trace);
    send(1, ORCHESTRATOR, new VerifyQualification(other, user, 2), trace);
    send(2, BADGE, badgeReserved(other), trace);
    // Another saga's, that only speaks of this one.
    send(
        3, MINTING, new SagaReply.BurnRefused(other, user, 1, "BURNING", "saga " + saga + " does"));
    // Another user's, in the same trace.
    UserId stranger = new UserId(++users);
    send(4, MINTING, claimed(stranger, "strangersTx"), trace);
    send(5, MINTING, claimed(user, "earlierTx"));

    assertThat(json(saga)).extracting(TimelineIT::place).containsExactly(mine);
  }

  @Test
  void whatIsPublishedBecauseOfTheSagaIsShownAlthoughItDoesNotNameIt() {
    String trace = TRACE.formatted("2".repeat(32));
    send(90, MINTING, claimed(user, "mintTx"));
    send(95, QUALIFICATION, snapshot(), trace);
    send(0, ORCHESTRATOR, new VerifyQualification(saga, user, 1), trace);
    send(80, MINTING, new SagaReply.MintConfirmed(saga, user, 1, "Tier 1", "new", "mintTx"));

    assertThat(json(saga))
        .extracting(
            line -> line.path("service").asText(),
            line -> line.path("type").asText(),
            line -> line.path("link").asText())
        .containsExactly(
            tuple("upgrade-orchestrator", "verify_qualification", "SAGA"),
            tuple("minting-service", "mint_confirmed", "SAGA"),
            tuple("minting-service", "claimed", "TRANSACTION"),
            tuple("qualification-service", "qualification_changed", "TRACE"));
  }

  @Test
  void deadLettersAreShownWithTheirReasonAlsoThoseThatNobodyCanRead() {
    String id = UUID.randomUUID().toString();
    String sent = send(0, ORCHESTRATOR, new ReserveBadges(saga, user, 2, -1), null, id);
    Map<String, String> original =
        Map.of("ce_id", id, "ce_source", ORCHESTRATOR, "ce_type", "badge-commands.reserve_badges");
    deadLetter("badge-commands", 10, body(new ReserveBadges(saga, user, 2, -1)), original);
    deadLetter("minting-commands", 20, "{\"sagaId\":\"%s\", cut".formatted(saga), Map.of());
    // It has no key, and would colour the operator's terminal.
    deadLetter("saga-replies", 30, "\u001b[31m" + saga, Map.of("ce_type", "\u001b[31mred"));

    List<JsonNode> line = json(saga);

    assertThat(line)
        .extracting(
            moment -> moment.path("type").asText(),
            moment -> moment.path("topic").asText(),
            moment -> moment.path("service").asText(),
            moment -> moment.path("reason").asText(),
            moment -> moment.path("deadLetterOf").asText())
        .containsExactly(
            tuple("reserve_badges", "badge-commands", "upgrade-orchestrator", "", ""),
            tuple(
                "reserve_badges", "badge-commands.dlq", "taker", "no good", "badge-commands-4-11"),
            tuple("?", "minting-commands.dlq", "taker", "no good", "minting-commands-4-11"),
            tuple("[31mred", "saga-replies.dlq", "taker", "no good", "saga-replies-4-11"));
    assertThat(place(line.get(0))).isEqualTo(sent);
    assertThat(timeline(saga))
        .contains("reserve_badges  DEAD LETTER of badge-commands-4-11  no good")
        .doesNotContain("\u001b");
  }

  @Test
  void aMessageThatWasPublishedAgainIsMarked() {
    String id = UUID.randomUUID().toString();
    send(0, ORCHESTRATOR, new VerifyQualification(saga, user, 2), null, id);
    send(0, ORCHESTRATOR, new VerifyQualification(saga, user, 2), null, id);
    send(9, ORCHESTRATOR, new VerifyQualification(saga, user, 2));

    assertThat(json(saga))
        .extracting(line -> line.path("again").asBoolean())
        .containsExactly(false, true, false);
  }

  @Test
  void whatTheUserSignsIsNeverShown() {
    send(0, ORCHESTRATOR, new SubmitBurn(saga, user, 1, "c2lnbmVk", null));
    send(
        1,
        MINTING,
        new SagaReply.BurnPrepared(saga, user, 1, "old", "cHJlcGFyZWQ=", "burnTx", 9, BEGIN));

    assertThat(timeline(saga) + timeline(saga, "--json"))
        .contains("submit_burn", "burn_prepared", "burnTx")
        .doesNotContain("c2lnbmVk", "cHJlcGFyZWQ=");
  }

  @Test
  void onlyTheNewestAreKeptWhereThereAreMoreThanTheLimit() {
    for (int i = 0; i < 5; i++) {
      send(i, ORCHESTRATOR, new PrepareBurn(saga, user, "wallet", "old", i + 1));
    }

    assertThat(json(saga, "--limit", "2"))
        .extracting(line -> line.path("attempt").asInt())
        .containsExactly(4, 5);
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            "3 older messages are left out; --until %s shows those before\n".formatted(at(3)));
    assertThat(json(saga, "--limit", "2", "--until", at(2)))
        .extracting(line -> line.path("attempt").asInt())
        .containsExactly(2, 3);
  }

  @Test
  void recordsFromBeforeTheTimeAskedForAreNotRead() {
    String old = burnedLetter(BEGIN.minusSeconds(3600));
    String recent = burnedLetter(BEGIN.minusSeconds(60));
    String newest = burnedLetter(BEGIN);

    assertThat(json(saga)).extracting(TimelineIT::place).containsExactly(old, recent, newest);
    assertThat(json(saga, "--since", BEGIN.minusSeconds(90).toString()))
        .extracting(TimelineIT::place)
        .containsExactly(recent, newest);
  }

  @Test
  void nothingFoundIsSaid() {
    send(0, ORCHESTRATOR, new VerifyQualification(saga, user, 1));
    String unknown = UUID.randomUUID().toString();

    assertThat(run(new ByteArrayOutputStream(), unknown)).isFalse();
    assertThat(err.toString(UTF_8)).startsWith("no message of saga " + unknown + " since ");
  }

  private String timeline(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(run(out, args)).isTrue();
    return out.toString(UTF_8);
  }

  private List<JsonNode> json(String... args) {
    String[] all = Arrays.copyOf(args, args.length + 1);
    all[args.length] = "--json";
    return timeline(all).lines().map(TimelineIT::parse).toList();
  }

  private boolean run(ByteArrayOutputStream out, String... args) {
    TimelineOptions options =
        CommandLines.timeline(
            Instant.now(),
            Stream.concat(Stream.of("--bootstrap", broker.bootstrapServers()), Stream.of(args))
                .toArray(String[]::new));
    return new Timeline(
            options, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
        .run();
  }

  private static String place(JsonNode line) {
    return "%s-%d-%d"
        .formatted(
            line.path("topic").asText(),
            line.path("partition").asInt(),
            line.path("offset").asInt());
  }

  private static JsonNode parse(String line) {
    try {
      return ContractJson.mapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
