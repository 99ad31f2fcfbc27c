package io.aiw3.nft.upgrade.saga;

import java.util.regex.Pattern;

/** What an id of a saga can look like: whatever else is asked for is not there. */
public final class SagaIds {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,36}");

  private SagaIds() {}

  /**
   * Whether the database may be asked for it. It would refuse other characters than ASCII, and the
   * connection that it refused them on fails for whoever gets it next.
   */
  public static boolean mayBe(String id) {
    return ID.matcher(id).matches();
  }
}
