package io.aiw3.nft.contract;

import java.util.regex.Pattern;

/** What an id of a claim or an upgrade can look like: 1 to 36 letters, digits or dashes. */
public final class SagaIds {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,36}");

  private SagaIds() {}

  /**
   * Whether there can be such a saga. Another id is refused before the database is queried: it
   * would refuse other characters than ASCII, and the connection that it refused them on fails for
   * the next consumer.
   */
  public static boolean mayBe(String id) {
    return id != null && ID.matcher(id).matches();
  }
}
