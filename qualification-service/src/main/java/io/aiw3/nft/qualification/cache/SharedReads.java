package io.aiw3.nft.qualification.cache;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads keys of Redis for many who ask at the same time: all who ask in one turn of an event loop
 * are answered by one {@code MGET}. A command for each of them costs more than the rest of a cached
 * answer (measured); alone, one waits no longer than before.
 */
@ApplicationScoped
class SharedReads {
  private static final int MOST_KEYS = 256;
  private static final ThreadLocal<Batch> OPEN = new ThreadLocal<>();

  private final PromptRedis redis;

  SharedReads(PromptRedis redis) {
    this.redis = redis;
  }

  /**
   * What the keys hold, in their order; fails when Redis does, or does not answer in time. The
   * answer comes on the asker's own context.
   */
  Uni<Found> read(String... keys) {
    Context context = Vertx.currentContext();
    if (context == null || !Context.isOnEventLoopThread()) {
      return send(List.of(keys)).map(all -> new Found(all, 0, keys.length));
    }
    return Uni.createFrom()
        .emitter(asker -> batch(context, keys.length).add((ContextInternal) context, asker, keys));
  }

  /** The batch of this turn; the first one to ask opens it, and has it sent after the turn. */
  private Batch batch(Context context, int more) {
    Batch batch = OPEN.get();
    if (batch != null && batch.keys.size() + more <= MOST_KEYS) {
      return batch;
    }
    Batch fresh = new Batch();
    OPEN.set(fresh);
    context.runOnContext(turnIsOver -> close(fresh));
    return fresh;
  }

  private void close(Batch batch) {
    if (OPEN.get() == batch) {
      OPEN.remove();
    }
    send(batch.keys).subscribe().with(batch::answer, batch::fail);
  }

  private Uni<Response> send(List<String> keys) {
    return redis.execute("MGET", keys);
  }

  /** A part of an answer: what the keys of one asker hold. */
  record Found(Response all, int from, int size) {
    /** Whether each key from this one on holds something. */
    boolean complete(int first) {
      for (int i = first; i < size; i++) {
        if (all.get(from + i) == null) {
          return false;
        }
      }
      return true;
    }

    /** What a key holds; {@code otherwise} if that is nothing. */
    String text(int key, String otherwise) {
      Response value = all.get(from + key);
      return value == null ? otherwise : value.toString();
    }
  }

  private record Asker(
      ContextInternal context, UniEmitter<? super Found> emitter, int from, int size) {}

  /** Used by one event loop only. */
  private static final class Batch {
    private final List<String> keys = new ArrayList<>();
    private final List<Asker> askers = new ArrayList<>();

    void add(ContextInternal context, UniEmitter<? super Found> emitter, String... wanted) {
      askers.add(new Asker(context, emitter, keys.size(), wanted.length));
      keys.addAll(List.of(wanted));
    }

    void answer(Response all) {
      for (Asker asker : askers) {
        Found found = new Found(all, asker.from(), asker.size());
        asker.context().emit(found, asker.emitter()::complete);
      }
    }

    void fail(Throwable failure) {
      for (Asker asker : askers) {
        asker.context().emit(failure, asker.emitter()::fail);
      }
    }
  }
}
