package io.aiw3.nft.upgrade.live;

import io.aiw3.nft.upgrade.persistence.FeedStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Tells every replica what was committed. */
@ApplicationScoped
public class Broadcast {
  public void send(List<FeedStore.Event> events) {}
}
