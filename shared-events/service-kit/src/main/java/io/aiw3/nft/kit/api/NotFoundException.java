package io.aiw3.nft.kit.api;

import java.util.Map;

/** There is no such thing, or it is another user's: the caller cannot see which. */
public class NotFoundException extends ApiException {
  private static final long serialVersionUID = 1L;
  private final String what;
  private final String id;

  /**
   * @param what for example {@code badge}
   */
  public NotFoundException(String what, String id) {
    super(ErrorCode.NOT_FOUND, "There is no such " + what + ".");
    this.what = what;
    this.id = id;
  }

  @Override
  public Map<String, Object> details() {
    return Map.of("resource", what, "id", id);
  }
}
