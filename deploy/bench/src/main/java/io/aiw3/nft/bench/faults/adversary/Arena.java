package io.aiw3.nft.bench.faults.adversary;

import io.aiw3.nft.bench.faults.LocalSuite;
import io.aiw3.nft.bench.faults.Trading;
import io.aiw3.nft.bench.saga.Suite;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What adversaries have at hand.
 *
 * @param honest ids of users that they may try to harm
 * @param ids the next free id of a user of their own
 */
record Arena(
    LocalSuite local,
    Suite suite,
    Trading trading,
    WalletClient chain,
    Records records,
    List<Integer> honest,
    AtomicInteger ids,
    Random random) {

  int newUser() {
    return ids.getAndIncrement();
  }
}
