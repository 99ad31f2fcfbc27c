package io.aiw3.nft.upgrade.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.Accepted;
import io.aiw3.nft.kit.api.Changed;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.idempotency.IdempotentRequests;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.upgrade.execution.PostCommitActions;
import io.aiw3.nft.upgrade.execution.SagaDriver;
import io.aiw3.nft.upgrade.persistence.HistoryStore;
import io.aiw3.nft.upgrade.persistence.OperationVersions;
import io.aiw3.nft.upgrade.persistence.SagaStore;
import io.aiw3.nft.upgrade.persistence.StoredSaga;
import io.aiw3.nft.upgrade.saga.SagaRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;

/** What the resources share: changes of operations, and their view. */
@ApplicationScoped
class Operations {
  static final int ACCEPTED = 202;
  private static final String OPERATIONS = "/api/v1/nft/operations/";
  private static final String TIMELINE = "/api/v1/admin/upgrades/%s/timeline";

  private final IdempotentRequests requests;
  private final SagaStore sagas;
  private final HistoryStore history;
  private final SagaDriver driver;
  private final PostCommitActions postCommit;

  Operations(
      IdempotentRequests requests,
      SagaStore sagas,
      HistoryStore history,
      SagaDriver driver,
      PostCommitActions postCommit) {
    this.requests = requests;
    this.sagas = sagas;
    this.history = history;
    this.driver = driver;
    this.postCommit = postCommit;
  }

  /** Changes an operation of {@code owner}; unknown and foreign ids are the same. */
  Uni<RestResponse<String>> change(
      UserId owner,
      OperationId id,
      String key,
      String name,
      Object body,
      Function<StoredSaga, SagaRequest> request) {
    return run(
        owner.toString(),
        key,
        name + " " + id,
        body,
        tx ->
            lock(tx, id, owner)
                .chain(stored -> driver.on(tx, stored, request.apply(stored), "user " + owner)));
  }

  /** Changes anybody's operation. */
  Uni<RestResponse<String>> changeAny(
      String operator, OperationId id, String key, String name, SagaRequest request) {
    return runOnce(
            operator,
            key,
            name + " " + id,
            null,
            tx ->
                sagas
                    .lock(tx, id.value())
                    .map(found -> found.orElseThrow(id::notFound))
                    .chain(stored -> driver.on(tx, stored, request, "operator " + operator)))
        .map(answer -> Accepted.at(answer, TIMELINE.formatted(id)));
  }

  /** Runs a change once per idempotency key and answers with the operation and its address. */
  Uni<RestResponse<String>> run(
      String caller,
      String key,
      String name,
      Object body,
      Function<Transaction, Uni<SagaDriver.Applied>> effect) {
    return runOnce(caller, key, name, body, effect)
        .map(answer -> Accepted.at(answer, OPERATIONS + id(answer.getEntity())));
  }

  private Uni<RestResponse<String>> runOnce(
      String caller,
      String key,
      String name,
      Object body,
      Function<Transaction, Uni<SagaDriver.Applied>> effect) {
    AtomicReference<Optional<SagaDriver.Applied>> applied = new AtomicReference<>(Optional.empty());
    return requests
        .run(
            caller,
            key,
            name,
            body,
            ACCEPTED,
            tx ->
                effect
                    .apply(tx)
                    .invoke(result -> applied.set(Optional.of(result)))
                    .chain(
                        result ->
                            view(tx, result.stored())
                                .map(
                                    view ->
                                        new Changed<>(
                                            view, OperationVersions.of(result.stored())))))
        .call(() -> postCommit.after(applied.get()));
  }

  /** Whether such a request has been answered before. */
  Uni<Boolean> isAnswered(String caller, String key, String name) {
    return requests.isAnswered(caller, key, name);
  }

  /** The view, and what reads show after it. */
  Uni<Success<Operation>> answer(Sql sql, StoredSaga stored) {
    return view(sql, stored).map(view -> Success.of(view, OperationVersions.of(stored)));
  }

  Uni<Operation> view(Sql sql, StoredSaga stored) {
    return views(sql, List.of(stored)).map(views -> views.get(0));
  }

  Uni<List<Operation>> views(Sql sql, List<StoredSaga> stored) {
    return history
        .steps(sql, stored.stream().map(s -> s.saga().id()).toList())
        .map(
            steps ->
                stored.stream()
                    .map(s -> Operation.of(s, steps.getOrDefault(s.saga().id(), List.of())))
                    .toList());
  }

  /** Of an answer, which may be an earlier one: the id is in it alone. */
  private static String id(String answer) {
    try {
      return ContractJson.mapper().readTree(answer).at("/data/id").asText();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the answer is not JSON", e);
    }
  }

  private Uni<StoredSaga> lock(Transaction tx, OperationId id, UserId owner) {
    return sagas.lock(tx, id.value()).map(found -> owned(found, id, owner));
  }

  static StoredSaga owned(Optional<StoredSaga> found, OperationId id, UserId owner) {
    return found.filter(stored -> stored.saga().userId().equals(owner)).orElseThrow(id::notFound);
  }
}
