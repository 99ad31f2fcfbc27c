package io.aiw3.nft.minting.awards;

import io.aiw3.nft.minting.awards.Awards.Recipient;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an award must keep to, by any caller. What does not is refused as a whole: no winner of it
 * is awarded.
 */
public final class AwardRules {
  /** Of one call or message. */
  public static final int MOST_RECIPIENTS = 50;

  public static final int LAST_RANK = 3;
  public static final int LONGEST_REASON = 500;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

  private AwardRules() {}

  /**
   * A rule that is broken.
   *
   * @param field of the request
   */
  public record Fault(String field, String sentence) {}

  /** By its path. */
  public static Optional<Fault> competition(String id) {
    return id != null && ID.matcher(id).matches()
        ? Optional.empty()
        : fault("competitionId", "A competition id has 1 to 100 letters, digits or . _ : -");
  }

  /** Of a list of recipients, each with a rank or without. */
  public static Optional<Fault> recipients(String reason, List<Recipient> recipients) {
    if (reason != null && reason.length() > LONGEST_REASON) {
      return fault("reason", "The reason is longer than " + LONGEST_REASON + " characters.");
    }
    if (recipients.size() > MOST_RECIPIENTS) {
      return fault("recipients", "Name at most " + MOST_RECIPIENTS + " recipients.");
    }
    Set<Object> users = new HashSet<>();
    for (Recipient recipient : recipients) {
      if (recipient.userId() == null) {
        return fault("recipients", "Each recipient needs a userId.");
      }
      if (recipient.rank() != null && (recipient.rank() < 1 || recipient.rank() > LAST_RANK)) {
        return fault("recipients", "A rank is 1 to " + LAST_RANK + ".");
      }
      if (!users.add(recipient.userId())) {
        return fault("recipients", "Name each user once.");
      }
    }
    return Optional.empty();
  }

  /** Of the winners that results name: each rank has one. Who shares a rank, a manager awards. */
  public static Optional<Fault> winners(String name, List<Recipient> winners) {
    List<Integer> ranks = winners.stream().map(Recipient::rank).filter(Objects::nonNull).toList();
    if (Set.copyOf(ranks).size() < winners.size()) {
      return fault("results", "Ranks 1 to " + LAST_RANK + " have one winner each.");
    }
    return recipients(name, winners);
  }

  private static Optional<Fault> fault(String field, String sentence) {
    return Optional.of(new Fault(field, sentence));
  }
}
