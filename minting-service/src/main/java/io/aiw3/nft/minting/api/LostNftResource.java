package io.aiw3.nft.minting.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.InvalidRequestException;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.security.Caller;
import io.aiw3.nft.kit.security.Roles;
import io.aiw3.nft.minting.awards.AwardRules;
import io.aiw3.nft.minting.restore.LostNfts;
import io.aiw3.nft.minting.restore.LostNfts.Lost;
import io.aiw3.nft.minting.restore.LostNfts.Page;
import io.aiw3.nft.minting.sender.Sender;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/**
 * NFTs that the chain has and the database lacks, after it went back in time. For {@code
 * deploy/operations/lost-nfts} alone, which goes through all users, a page after the other.
 */
@Path("/api/v1/admin/nfts/lost")
@RolesAllowed(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
public class LostNftResource {
  private static final Logger LOG = Logger.getLogger(LostNftResource.class);

  private final LostNfts lost;
  private final Sender sender;
  private final Caller caller;

  LostNftResource(LostNfts lost, Sender sender, Caller caller) {
    this.lost = lost;
    this.sender = sender;
    this.caller = caller;
  }

  /** A page of users, and what of theirs is lost. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record LostNftPage(int users, List<LostNft> items, int next) {
    public LostNftPage {
      items = List.copyOf(items);
    }

    static LostNftPage of(Page page, Set<String> recorded) {
      return new LostNftPage(
          page.users(),
          page.lost().stream()
              .map(one -> LostNft.of(one, recorded.contains(one.entitlement())))
              .toList(),
          page.next());
    }
  }

  /**
   * An NFT that the database lacks.
   *
   * @param walletAddress the user's; null: none is linked, and it is not recorded
   * @param recorded it is from now on
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record LostNft(
      UserId userId,
      int level,
      String mintAddress,
      boolean burned,
      String walletAddress,
      boolean recorded) {
    static LostNft of(Lost one, boolean recorded) {
      return new LostNft(
          one.owner().user(),
          one.level(),
          one.seen().mint(),
          one.seen().burned(),
          one.owner().wallet(),
          recorded);
    }
  }

  /**
   * Checks a page of users.
   *
   * @param after the last user of the page before
   * @param competition whose NFTs are looked for; null: tiers
   * @param record false: nothing is changed
   */
  @POST
  @Operation(hidden = true)
  public Uni<Success<LostNftPage>> page(
      @QueryParam("after") @DefaultValue("0") @Min(0) int after,
      @QueryParam("competition") String competition,
      @QueryParam("record") @DefaultValue("false") boolean record) {
    if (competition != null) {
      AwardRules.competition(competition)
          .ifPresent(
              fault -> {
                throw new InvalidRequestException("competition", fault.sentence());
              });
    }
    String admin = caller.subject();
    Uni<Page> found = competition == null ? lost.tiers(after) : lost.awards(competition, after);
    return found.chain(
        page ->
            (record ? record(page, competition, admin) : Uni.createFrom().item(Set.<String>of()))
                .map(recorded -> Success.of(LostNftPage.of(page, recorded))));
  }

  private Uni<Set<String>> record(Page page, String competition, String admin) {
    Uni<List<String>> recorded =
        competition == null
            ? lost.record(page.lost())
            : lost.award(competition, admin, page.lost())
                .replaceWith(page.lost().stream().map(Lost::entitlement).toList());
    return recorded
        .invoke(
            entitlements -> {
              LOG.infof("lost NFTs recorded count=%d actor=%s", entitlements.size(), admin);
              sender.nudge();
            })
        .map(HashSet::new);
  }
}
