package io.aiw3.nft.kit.api;

import java.util.List;

/**
 * A page of a list.
 *
 * @param page from 1
 * @param pageSize 1 to 100
 * @param total items in all
 */
public record Page<T>(List<T> items, int page, int pageSize, long total) {
  public Page {
    items = List.copyOf(items);
  }
}
