package io.aiw3.nft.bench.ingest;

/** A way to ingest trades. */
interface Contestant {
  String title();

  /** Ingests the whole workload, or a part that is large enough to measure its rate. */
  Outcome run() throws Exception;
}
