package io.aiw3.nft.bench.faults.crash;

import java.util.ArrayList;
import java.util.List;

/**
 * A place between two effects of a service, given by the method that begins the second one.
 *
 * @param service whose process dies there
 * @param place what has happened, and what has not
 * @param type binary name of a class
 * @param method of that class; its code is woven into, which a lambda's is not
 */
public record CrashPoint(String service, String place, String type, String method) {
  private static final String QUALIFICATION = "qualification-service";
  private static final String BADGE = "badge-service";
  private static final String MINTING = "minting-service";
  private static final String UPGRADE = "upgrade-orchestrator";

  /** Not read from the list of services: this class is loaded alone, into every service. */
  static final List<String> SERVICES = List.of(QUALIFICATION, BADGE, MINTING, UPGRADE);

  private static final String KIT = "io.aiw3.nft.kit.";
  private static final String MINT = "io.aiw3.nft.minting.mint.";
  private static final String BURN = "io.aiw3.nft.minting.burn.";
  private static final String QUEUE = "io.aiw3.nft.minting.queue.";
  private static final String ROWS = "io.aiw3.nft.minting.persistence.";
  private static final String SENDER = "io.aiw3.nft.minting.sender.";
  private static final String SAGAS = "io.aiw3.nft.upgrade.";

  /** All of them. */
  public static List<CrashPoint> all() {
    List<CrashPoint> points = new ArrayList<>();
    for (String service : SERVICES) {
      points.addAll(ofTheKit(service));
    }
    points.addAll(ofQualification());
    points.addAll(ofMinting());
    points.addAll(ofUpgrade());
    points.add(
        new CrashPoint(
            BADGE,
            "badges found, not reserved",
            "io.aiw3.nft.badge.messaging.SagaParticipant",
            "decide"));
    points.add(
        new CrashPoint(
            BADGE,
            "consume requested, not done",
            "io.aiw3.nft.badge.messaging.SagaParticipant",
            "consume"));
    return points;
  }

  private static List<CrashPoint> ofTheKit(String service) {
    return List.of(
        new CrashPoint(
            service, "state changed, not committed", KIT + "transaction.Transactions", "store"),
        new CrashPoint(
            service, "committed, relay not nudged", KIT + "transaction.Transactions", "published"),
        new CrashPoint(
            service, "outbox read, not published", KIT + "outbox.OutboxPublisher", "publish"),
        new CrashPoint(service, "published, not deleted", KIT + "outbox.OutboxTable", "delete"),
        new CrashPoint(
            service, "message taken, not acknowledged", KIT + "tracing.Traces$Reception", "end"));
  }

  private static List<CrashPoint> ofQualification() {
    String ingest = "io.aiw3.nft.qualification.ingest.";
    return List.of(
        new CrashPoint(QUALIFICATION, "batch read, not stored", ingest + "BatchTransaction", "run"),
        new CrashPoint(
            QUALIFICATION, "ledger written, volumes not", ingest + "VolumeUpdate", "apply"),
        new CrashPoint(
            QUALIFICATION, "batch committed, position not", ingest + "PartitionQueue", "done"));
  }

  private static List<CrashPoint> ofMinting() {
    return List.of(
        new CrashPoint(MINTING, "mint leased, not signed", MINT + "MintWork", "sign"),
        new CrashPoint(MINTING, "mint signed, not written", MINT + "MintWork", "writeAhead"),
        new CrashPoint(MINTING, "written ahead, not sent", QUEUE + "Broadcast", "send"),
        new CrashPoint(MINTING, "sent, not noted", QUEUE + "Broadcast", "noteSent"),
        new CrashPoint(MINTING, "confirmed, not noted", SENDER + "Confirmations", "noteConfirmed"),
        new CrashPoint(MINTING, "mint final, not recorded", MINT + "MintOutcome", "record"),
        new CrashPoint(MINTING, "mint recorded, not published", MINT + "MintOutcome", "done"),
        new CrashPoint(MINTING, "burn requested, not offered", BURN + "BurnWork", "prepareNow"),
        new CrashPoint(MINTING, "burn built, offer not stored", ROWS + "BurnRows", "offer"),
        new CrashPoint(MINTING, "owner signed, we not", BURN + "BurnCoSigner", "signNow"),
        new CrashPoint(MINTING, "burn signed, not written", BURN + "BurnCoSigner", "send"),
        new CrashPoint(MINTING, "burn final, not recorded", BURN + "BurnOutcome", "burned"));
  }

  private static List<CrashPoint> ofUpgrade() {
    return List.of(
        new CrashPoint(UPGRADE, "requested, no lock", SAGAS + "execution.OperationLocks", "take"),
        new CrashPoint(UPGRADE, "lock taken, no saga", SAGAS + "execution.SagaDriver", "begin"),
        new CrashPoint(
            UPGRADE, "saga moved, not stored", SAGAS + "persistence.SagaStore", "update"),
        new CrashPoint(UPGRADE, "stored, no history", SAGAS + "persistence.HistoryStore", "append"),
        new CrashPoint(UPGRADE, "history, no feed", SAGAS + "persistence.FeedStore", "append"),
        new CrashPoint(
            UPGRADE, "committed, nobody notified", SAGAS + "execution.PostCommitActions", "after"),
        new CrashPoint(UPGRADE, "ended, lock kept", SAGAS + "execution.OperationLocks", "release"));
  }

  /** A file name. */
  public String id() {
    return service + "." + place.replaceAll("[^a-z]+", "-");
  }

  @Override
  public String toString() {
    return service + ": " + place;
  }
}
