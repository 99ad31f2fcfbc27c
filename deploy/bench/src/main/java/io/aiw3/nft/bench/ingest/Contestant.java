package io.aiw3.nft.bench.ingest;

/** A way to take in trades. */
interface Contestant {
  String title();

  /** Takes in the whole workload, or a part that is large enough to tell its rate. */
  Outcome run() throws Exception;
}
