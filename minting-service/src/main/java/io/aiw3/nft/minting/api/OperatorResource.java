package io.aiw3.nft.minting.api;

import static io.aiw3.nft.minting.persistence.OperatorReads.instant;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.ApiDocument;
import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.DeadLetterCount;
import io.aiw3.nft.kit.api.NotFoundException;
import io.aiw3.nft.kit.api.Page;
import io.aiw3.nft.kit.api.SearchHit;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.inbox.DeadLetterTopics;
import io.aiw3.nft.kit.security.Roles;
import io.aiw3.nft.minting.api.OperatorViews.AwardView;
import io.aiw3.nft.minting.api.OperatorViews.ChainTransactionView;
import io.aiw3.nft.minting.api.OperatorViews.Day;
import io.aiw3.nft.minting.api.OperatorViews.Overview;
import io.aiw3.nft.minting.api.OperatorViews.Queued;
import io.aiw3.nft.minting.api.OperatorViews.UserNfts;
import io.aiw3.nft.minting.persistence.OperatorReads;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** This service's parts of the operators' pages, which the gateway composes. */
@Path("/api/v1/admin")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
@SecurityRequirement(name = ApiDocument.BEARER, scopes = Roles.ADMIN)
@Tag(name = ApiTags.ADMINISTRATION)
public class OperatorResource {
  private static final int MOST_NFTS = 100;

  private final OperatorReads reads;
  private final Nfts nfts;
  private final SystemWallets wallet;
  private final DeadLetterTopics deadLetters;

  OperatorResource(
      OperatorReads reads, Nfts nfts, SystemWallets wallet, DeadLetterTopics deadLetters) {
    this.reads = reads;
    this.nfts = nfts;
    this.wallet = wallet;
    this.deadLetters = deadLetters;
  }

  @GET
  @Path("search")
  @Operation(
      operationId = "searchNfts",
      summary = "NFTs, chain transactions and awards by mint, signature, request or user id",
      description = "The text is compared exactly. At most 20 are found.")
  @APIResponse(
      responseCode = "200",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.ARRAY, implementation = SearchHit.class),
              examples = @ExampleObject(name = "nfts", value = PageExamples.SEARCH)))
  public Uni<Success<List<SearchHit>>> search(
      @QueryParam("q")
          @NotNull
          @Size(min = 1, max = 100)
          @Pattern(regexp = SearchHit.PATTERN)
          @Parameter(description = "A user id, wallet, mint, signature, operation or request id")
          String q) {
    return reads.search(q).map(Success::of);
  }

  @GET
  @Path("users/{id}")
  @Operation(
      operationId = "getUserNfts",
      summary = "A user's NFTs, chain transactions and awards",
      description = "The gateway answers this path with what the other services know beside it.")
  @APIResponse(
      responseCode = "200",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = UserNfts.class)))
  public Uni<Success<UserNfts>> user(
      @PathParam("id") @Parameter(description = "The platform's user id") String id) {
    UserId user = known(id);
    Uni<Page<NftView>> own = nfts.page(user, 1, MOST_NFTS);
    return Uni.combine()
        .all()
        .unis(
            own,
            reads.transactions(user.value(), OperatorResource::transaction),
            reads.awards(user.value(), OperatorResource::award))
        .with((page, transactions, awards) -> new UserNfts(page.items(), transactions, awards))
        .invoke(
            found -> {
              if (found.nfts().isEmpty()
                  && found.transactions().isEmpty()
                  && found.awards().isEmpty()) {
                throw new NotFoundException("user", id);
              }
            })
        .map(Success::of);
  }

  @GET
  @Path("overview")
  @Operation(
      operationId = "getChainOverview",
      summary = "Mints and burns per day, the queue, the system wallet and dead letters",
      description = "The gateway answers this path with the parts of the other services beside it.")
  @APIResponse(
      responseCode = "200",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Overview.class),
              examples = @ExampleObject(name = "chain", value = PageExamples.OVERVIEW)))
  public Uni<Success<Overview>> overview() {
    return Uni.combine()
        .all()
        .unis(
            reads.days(OperatorResource::day),
            reads.queue(OperatorResource::queued),
            reads.counts(),
            letters())
        .with(
            (days, queue, counts, letters) ->
                new Overview(
                    days,
                    queue,
                    wallet.view(counts.getLong("spent")),
                    counts.getLong("definitions"),
                    counts.getLong("awards"),
                    letters))
        .map(Success::of);
  }

  private Uni<List<DeadLetterCount>> letters() {
    return deadLetters.count();
  }

  private static ChainTransactionView transaction(Row row) {
    return new ChainTransactionView(
        Long.toString(row.getLong("id")),
        row.getString("kind"),
        row.getString("purpose"),
        row.getString("request_id"),
        row.getInteger("attempt"),
        row.getString("state"),
        row.getInteger("nft_level"),
        row.getString("mint_address"),
        row.getString("signature"),
        row.getInteger("sends"),
        row.getString("error_code"),
        row.getString("error_message"),
        instant(row.getLocalDateTime("next_action_at")),
        instant(row.getLocalDateTime("queued_at")),
        instant(row.getLocalDateTime("closed_at")));
  }

  private static AwardView award(Row row) {
    return new AwardView(
        row.getString("competition_id"),
        row.getInteger("competition_rank"),
        row.getString("state"),
        row.getString("request_id"),
        row.getString("awarded_by"),
        instant(row.getLocalDateTime("createdAt")));
  }

  private static Day day(Row row) {
    return new Day(row.getLocalDate("day"), row.getLong("mints"), row.getLong("burns"));
  }

  private static Queued queued(Row row) {
    return new Queued(
        row.getString("kind"),
        row.getString("state"),
        row.getLong("count"),
        instant(row.getLocalDateTime("oldest")));
  }

  private static UserId known(String id) {
    return UserId.parse(id).orElseThrow(() -> new NotFoundException("user", "unknown"));
  }
}
