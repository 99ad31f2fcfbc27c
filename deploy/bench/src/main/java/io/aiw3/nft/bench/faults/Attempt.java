package io.aiw3.nft.bench.faults;

import io.aiw3.nft.bench.faults.adversary.Adversaries;

/** A signed attempt of the minting service. */
record Attempt(String kind, String request, String oldMint, int user) {
  boolean isHonest() {
    return user < Adversaries.FIRST_USER;
  }
}
