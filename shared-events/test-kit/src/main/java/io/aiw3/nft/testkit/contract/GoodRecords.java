package io.aiw3.nft.testkit.contract;

import java.util.List;

/**
 * Good records between hostile ones: each must take effect once, those of one key in their order.
 */
public interface GoodRecords {
  /** A record's key and body. */
  record Good(String key, String body) {}

  /**
   * @param number from 0
   */
  Good record(int number);

  /**
   * What is missing or wrong in the effects of the first so many; called again until it is empty.
   */
  List<String> flaws(int count) throws Exception;
}
