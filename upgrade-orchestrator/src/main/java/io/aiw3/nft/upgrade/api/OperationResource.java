package io.aiw3.nft.upgrade.api;

import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.ApiDocument;
import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.InvalidRequestException;
import io.aiw3.nft.kit.api.Page;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.idempotency.IdempotentRequests;
import io.aiw3.nft.kit.security.Caller;
import io.aiw3.nft.kit.security.Roles;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.upgrade.domain.BurnTransactions;
import io.aiw3.nft.upgrade.execution.OperationLocks;
import io.aiw3.nft.upgrade.persistence.SagaStore;
import io.aiw3.nft.upgrade.persistence.StoredSaga;
import io.aiw3.nft.upgrade.saga.SagaRequest;
import io.aiw3.nft.upgrade.saga.SagaState;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A user's own claims and upgrades. */
@Path("/api/v1/nft")
@RolesAllowed(Roles.USER)
@SecurityRequirement(name = ApiDocument.BEARER, scopes = Roles.USER)
@Tag(name = ApiTags.UPGRADES)
public class OperationResource {
  private static final String CLAIM_EXAMPLE =
      """
      {}
      """;
  private static final String UPGRADE_EXAMPLE =
      """
      {"targetLevel": 2}
      """;
  private static final String BURN_EXAMPLE =
      """
      {"signature": "2nBhEBYYvfaAe16UMNqRHre4YNSskvuYgx3M6E4JP1oDYvZEJHvoPzyUidNgNX5r9sTyN1J9UxtbCXy2rqYcuyuv"}
      """;
  private final Caller caller;
  private final OperationStarter starter;
  private final Operations operations;
  private final SagaStore sagas;
  private final OperationLocks locks;

  OperationResource(
      Caller caller,
      OperationStarter starter,
      Operations operations,
      SagaStore sagas,
      OperationLocks locks) {
    this.caller = caller;
    this.starter = starter;
    this.operations = operations;
    this.sagas = sagas;
    this.locks = locks;
  }

  /** A claim has no content. */
  public record ClaimRequest() {}

  /**
   * @param targetLevel a tiered level of the catalogue above the first
   */
  public record UpgradeRequest(@NotNull @Min(2) Integer targetLevel) {}

  /**
   * One of the two.
   *
   * @param signedTransaction base64 of the prepared transaction with the owner's signature; the fee
   *     payer's place is left empty
   * @param signature base58 id of a burn that an earlier release has signed first and the owner's
   *     wallet has sent itself
   */
  @Schema(oneOf = {SignedBurn.class, SentBurn.class})
  public record BurnSubmission(
      @Size(max = 2000) String signedTransaction, @Size(max = 100) String signature) {}

  /** Describes the first of the two. */
  record SignedBurn(@NotNull @Size(max = 2000) String signedTransaction) {}

  /** Describes the second. */
  record SentBurn(@NotNull @Size(max = 100) String signature) {}

  /** Begins to mint the level 1 NFT. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Extension(
      name = ApiDocument.ERRORS,
      value =
          "OPERATION_IN_PROGRESS, NFT_ALREADY_HELD, TIER_ALREADY_ISSUED, NFT_CLAIM_FAILED,"
              + " WALLET_MISMATCH, WALLET_NOT_LINKED")
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "startClaim",
      summary = "Claim the level 1 NFT")
  @Path("/claim")
  @APIResponse(
      responseCode = "202",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Operation.class)))
  public Uni<RestResponse<String>> claim(
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = ClaimRequest.class),
                      examples = @ExampleObject(name = "claim", value = CLAIM_EXAMPLE)))
          ClaimRequest request,
      @HeaderParam(IdempotentRequests.HEADER) String key) {
    return starter.begin(
        OperationKind.CLAIM, caller.userId(), caller.wallet(), 1, key, new ClaimRequest());
  }

  /** Begins an upgrade to the next level. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Extension(
      name = ApiDocument.ERRORS,
      value =
          "OPERATION_IN_PROGRESS, TIER_ALREADY_ISSUED, NFT_UPGRADE_FAILED, WALLET_MISMATCH,"
              + " WALLET_NOT_LINKED")
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "startUpgrade",
      summary = "Begin an upgrade to the next level")
  @Path("/upgrades")
  @APIResponse(
      responseCode = "202",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Operation.class)))
  public Uni<RestResponse<String>> upgrade(
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = UpgradeRequest.class),
                      examples = @ExampleObject(name = "upgrade", value = UPGRADE_EXAMPLE)))
          @NotNull
          @Valid
          UpgradeRequest request,
      @HeaderParam(IdempotentRequests.HEADER) String key) {
    return starter.begin(
        OperationKind.UPGRADE,
        caller.userId(),
        caller.wallet(),
        request.targetLevel(),
        key,
        request);
  }

  /** The caller's claims and upgrades, newest first. */
  @GET
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "listUpgrades",
      summary = "Own claims and upgrades, newest first")
  @Path("/upgrades")
  @WithSession
  public Uni<Success<Page<Operation>>> list(
      @QueryParam("page") @DefaultValue("1") @Min(1) @Max(1_000_000) int page,
      @QueryParam("pageSize") @DefaultValue("20") @Min(1) @Max(100) int pageSize) {
    UserId user = caller.userId();
    return Panache.getSession()
        .chain(
            session ->
                sagas
                    .page(session, user, page, pageSize)
                    .chain(stored -> operations.views(Sql.of(session), stored))
                    .chain(
                        items ->
                            sagas
                                .count(session, user)
                                .map(total -> new Page<>(items, page, pageSize, total))))
        .map(Success::of);
  }

  @GET
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "getUpgrade",
      summary = "State, step, progress, and the burn transaction to sign when it is there")
  @Path("/upgrades/{id}")
  @WithSession
  public Uni<Success<Operation>> get(@PathParam("id") String id) {
    OperationId operation = OperationId.of(id);
    UserId user = caller.userId();
    return Panache.getSession()
        .chain(
            session ->
                sagas
                    .find(session, operation.value())
                    .map(found -> Operations.owned(found, operation, user))
                    .chain(stored -> operations.answer(Sql.of(session), stored)));
  }

  /** The same, for claims. */
  @GET
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "getOperation",
      summary = "State, step and progress of a claim or an upgrade")
  @Path("/operations/{id}")
  @WithSession
  public Uni<Success<Operation>> operation(@PathParam("id") String id) {
    return get(id);
  }

  /** Hands in the signed burn. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Extension(
      name = ApiDocument.ERRORS,
      value = "OPERATION_STATE_CONFLICT, WALLET_MISMATCH, BURN_TRANSACTION_REFUSED")
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "submitBurn",
      summary = "Hand in the signed burn transaction")
  @Path("/upgrades/{id}/burn")
  @APIResponse(
      responseCode = "202",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Operation.class)))
  public Uni<RestResponse<String>> burn(
      @PathParam("id") String id,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = BurnSubmission.class),
                      examples = @ExampleObject(name = "signed", value = BURN_EXAMPLE)))
          @NotNull
          @Valid
          BurnSubmission submission,
      @HeaderParam(IdempotentRequests.HEADER) String key) {
    OperationId operation = OperationId.of(id);
    boolean transaction = submission.signedTransaction() != null;
    if (transaction == (submission.signature() != null)) {
      throw new InvalidRequestException(
          "signedTransaction", "Give one of signedTransaction and signature.");
    }
    if (!transaction && !BurnTransactions.isSignature(submission.signature())) {
      throw new InvalidRequestException("signature", "A signature is 64 bytes in base58.");
    }
    UserId user = caller.userId();
    Optional<String> claimed = caller.wallet();
    return locks
        .takeBurn(user)
        .chain(
            free ->
                operations
                    .change(
                        user,
                        operation,
                        key,
                        "burn",
                        submission,
                        stored -> submit(stored, submission, claimed))
                    .onFailure()
                    .call(e -> free ? locks.releaseBurn(user) : Uni.createFrom().voidItem()));
  }

  /**
   * Requests a fresh burn transaction, to be signed in a moment. It is shown as {@code
   * burnTransaction} once it is there; the one before is accepted as long as it can land.
   */
  @POST
  @Extension(name = ApiDocument.ERRORS, value = "OPERATION_STATE_CONFLICT")
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "renewBurnTransaction",
      summary = "A fresh burn transaction, with the whole time to sign it")
  @Path("/upgrades/{id}/burn-transaction")
  @APIResponse(
      responseCode = "202",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Operation.class)))
  public Uni<RestResponse<String>> renewBurn(
      @PathParam("id") String id, @HeaderParam(IdempotentRequests.HEADER) String key) {
    return change(id, key, "renew", new SagaRequest.RenewBurn());
  }

  /** Ends an operation before its burn. */
  @POST
  @Extension(name = ApiDocument.ERRORS, value = "OPERATION_STATE_CONFLICT")
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "cancelUpgrade",
      summary = "Cancel an upgrade before its burn")
  @Path("/upgrades/{id}/cancel")
  @APIResponse(
      responseCode = "202",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Operation.class)))
  public Uni<RestResponse<String>> cancel(
      @PathParam("id") String id, @HeaderParam(IdempotentRequests.HEADER) String key) {
    return change(id, key, "cancel", new SagaRequest.Cancel());
  }

  /** Continues an operation after its burn. */
  @POST
  @Extension(name = ApiDocument.ERRORS, value = "OPERATION_STATE_CONFLICT")
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "retryUpgrade",
      summary = "Continue an upgrade after its burn")
  @Path("/upgrades/{id}/retry")
  @APIResponse(
      responseCode = "202",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Operation.class)))
  public Uni<RestResponse<String>> retry(
      @PathParam("id") String id, @HeaderParam(IdempotentRequests.HEADER) String key) {
    return change(id, key, "retry", new SagaRequest.Retry());
  }

  private Uni<RestResponse<String>> change(
      String id, String key, String name, SagaRequest request) {
    return operations.change(
        caller.userId(), OperationId.of(id), key, name, null, stored -> request);
  }

  private static SagaRequest submit(
      StoredSaga stored, BurnSubmission submission, Optional<String> claimed) {
    if (stored.saga().state() instanceof SagaState.AwaitingSignature awaiting) {
      String wallet = awaiting.qualified().wallet();
      claimed
          .filter(own -> wallet != null && !own.equals(wallet))
          .ifPresent(
              own -> {
                throw new WalletMismatchException(own, wallet);
              });
    }
    if (submission.signedTransaction() != null
        && stored.saga().state() instanceof SagaState.BurnWanted wanted) {
      BurnTransactions.flaw(wanted.burn().transaction(), submission.signedTransaction())
          .ifPresent(
              flaw -> {
                throw new BurnTransactionRefusedException(flaw);
              });
    }
    return new SagaRequest.SubmitSignature(
        new SagaState.Signed(submission.signedTransaction(), submission.signature()));
  }
}
