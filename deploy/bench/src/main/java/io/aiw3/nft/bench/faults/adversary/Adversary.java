package io.aiw3.nft.bench.faults.adversary;

import java.sql.SQLException;

/** Someone who tries to gain, or to harm others. */
interface Adversary {
  String name();

  /** Does its worst, and returns when it has; it throws when it could not try. */
  void attack() throws Exception;

  /** After all is quiet: empty, or what it gained. */
  default String breach() throws SQLException {
    return "";
  }

  /** How many tiered NFTs may have been minted to its users, at most. */
  default int mostMints() {
    return 0;
  }
}
