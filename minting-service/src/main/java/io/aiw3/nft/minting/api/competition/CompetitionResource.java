package io.aiw3.nft.minting.api.competition;

import io.aiw3.nft.kit.api.Accepted;
import io.aiw3.nft.kit.api.ApiDocument;
import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.InvalidRequestException;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.idempotency.IdempotentRequests;
import io.aiw3.nft.kit.security.Caller;
import io.aiw3.nft.kit.security.Roles;
import io.aiw3.nft.minting.api.competition.CompetitionViews.DryRun;
import io.aiw3.nft.minting.api.competition.CompetitionViews.Foreseen;
import io.aiw3.nft.minting.awards.AwardRules;
import io.aiw3.nft.minting.awards.Awards;
import io.aiw3.nft.minting.awards.Awards.Recipient;
import io.aiw3.nft.minting.persistence.award.AwardLists;
import io.aiw3.nft.minting.persistence.award.AwardLists.AwardList;
import io.aiw3.nft.minting.persistence.award.AwardOutcome;
import io.aiw3.nft.minting.persistence.award.AwardOutcome.Result;
import io.aiw3.nft.minting.persistence.award.CompetitionReads;
import io.aiw3.nft.minting.persistence.award.CompetitionRows;
import io.aiw3.nft.minting.sender.Sender;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Awards by competition managers. */
@Path("/api/v1/admin/competitions/{id}/awards")
@RolesAllowed(Roles.COMPETITION_MANAGER)
@SecurityRequirement(name = ApiDocument.BEARER, scopes = Roles.COMPETITION_MANAGER)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = ApiTags.COMPETITIONS)
public class CompetitionResource {
  private static final String EXAMPLE =
      """
      {"reason": "Winners of the spring cup",
       "recipients": [{"userId": "42", "rank": 1}, {"userId": "43"}]}
      """;
  private static final int OK = 200;
  private static final int ACCEPTED = 202;

  private final Caller caller;
  private final Awards awards;
  private final AwardLists lists;
  private final IdempotentRequests requests;
  private final Sender sender;
  private final ManagedCompetitions managed;
  private final CompetitionReads competitions;

  CompetitionResource(
      Caller caller,
      Awards awards,
      AwardLists lists,
      IdempotentRequests requests,
      Sender sender,
      ManagedCompetitions managed,
      CompetitionReads competitions) {
    this.caller = caller;
    this.managed = managed;
    this.competitions = competitions;
    this.awards = awards;
    this.lists = lists;
    this.requests = requests;
    this.sender = sender;
  }

  /** What was done for each recipient. */
  public record Awarded(String competitionId, List<AwardOutcome> outcomes) {
    public Awarded {
      outcomes = List.copyOf(outcomes);
    }
  }

  @POST
  @Extension(name = ApiDocument.ERRORS, value = "NOT_FOUND")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "awardCompetition",
      summary = "Award the competition NFT to at most 50 recipients; an outcome for each")
  @APIResponseSchema(value = Awarded.class, responseCode = "202", responseDescription = "Data")
  public Uni<RestResponse<String>> award(
      @PathParam("id") String id,
      @HeaderParam(IdempotentRequests.HEADER) String key,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = AwardRequest.class),
                      examples = @ExampleObject(name = "winners", value = EXAMPLE)))
          @NotNull
          @Valid
          AwardRequest request) {
    String competition = checked(id);
    List<Recipient> recipients = recipients(request);
    String actor = caller.subject();
    return requests
        .run(
            actor,
            key,
            "award " + competition,
            request,
            ACCEPTED,
            tx ->
                CompetitionRows.known(tx, competition)
                    .chain(() -> awards.award(tx, competition, actor, request.reason(), recipients))
                    .map(outcomes -> new Awarded(competition, outcomes)))
        .invoke(sender::nudge)
        .map(
            answer -> Accepted.at(answer, "/api/v1/admin/competitions/" + competition + "/awards"));
  }

  @POST
  @Path("dry-run")
  @Consumes(MediaType.APPLICATION_JSON)
  @Extension(name = ApiDocument.ERRORS, value = "NOT_FOUND")
  @Operation(
      operationId = "foreseeAwards",
      summary = "What an award of this list would do now; nothing is awarded")
  @APIResponseSchema(value = DryRun.class, responseCode = "200", responseDescription = "Data")
  public Uni<RestResponse<String>> dryRun(
      @PathParam("id") String id,
      @HeaderParam(IdempotentRequests.HEADER) String key,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = AwardRequest.class),
                      examples = @ExampleObject(name = "winners", value = EXAMPLE)))
          @NotNull
          @Valid
          AwardRequest request) {
    String competition = checked(id);
    List<Recipient> recipients = recipients(request);
    return requests.run(
        caller.subject(),
        key,
        "foresee " + competition,
        request,
        OK,
        tx -> foreseen(competition, recipients));
  }

  private Uni<DryRun> foreseen(String competition, List<Recipient> recipients) {
    return competitions
        .recipients(competition, recipients.stream().map(one -> one.userId().value()).toList())
        .map(
            found ->
                new DryRun(
                    competition, recipients.stream().map(one -> foreseen(one, found)).toList()));
  }

  private static Foreseen foreseen(Recipient recipient, CompetitionReads.Recipients found) {
    int user = recipient.userId().value();
    boolean wallet = found.withWallet().getOrDefault(user, false);
    Result result = wallet ? Result.QUEUED : Result.WAITING_FOR_WALLET;
    return new Foreseen(
        recipient.userId(),
        recipient.rank(),
        found.awarded().contains(user) ? Result.ALREADY_AWARDED : result,
        found.withWallet().containsKey(user));
  }

  private static List<Recipient> recipients(AwardRequest request) {
    List<Recipient> recipients =
        request.recipients().stream().map(r -> new Recipient(r.userId(), r.rank())).toList();
    keeps(AwardRules.recipients(request.reason(), recipients));
    return recipients;
  }

  @GET
  @Extension(name = ApiDocument.ERRORS, value = "NOT_FOUND")
  @Operation(operationId = "listAwards", summary = "The awards of a competition, and the audit")
  public Uni<Success<AwardList>> list(@PathParam("id") String id) {
    return lists.of(checked(id)).map(Success::of);
  }

  private String checked(String id) {
    AwardRules.competition(id)
        .ifPresent(
            fault -> {
              throw new InvalidRequestException("id", fault.sentence());
            });
    managed.require(id);
    return id;
  }

  private static void keeps(Optional<AwardRules.Fault> fault) {
    fault.ifPresent(
        broken -> {
          throw new InvalidRequestException(broken.field(), broken.sentence());
        });
  }
}
