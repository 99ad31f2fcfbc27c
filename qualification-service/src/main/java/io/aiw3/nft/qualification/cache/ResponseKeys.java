package io.aiw3.nft.qualification.cache;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.kit.config.Catalogues;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Responses of a user that are ready to send. Their keys name the release and the catalogues that
 * they are made with: no other release and no other catalogue reads them. Each begins with the
 * user's mark ({@code nft_version}) as it was when it was filled, and is served under that mark
 * alone: a change drops it by changing the mark, whichever release sees the change.
 */
@Singleton
class ResponseKeys {
  private final String maker;

  ResponseKeys(
      @ConfigProperty(name = "quarkus.application.version") String version,
      TierCatalogue tiers,
      BadgeCatalogue badges) {
    maker =
        "%s-%08x-%08x".formatted(version, Catalogues.checksum(tiers), Catalogues.checksum(badges));
  }

  String status(int user) {
    return key("nft_status", user);
  }

  String qualifications(int user) {
    return key("nft_qualifications", user);
  }

  String benefits(int user) {
    return key("nft_benefit_sources", user);
  }

  List<String> all(int user) {
    return List.of(status(user), qualifications(user), benefits(user));
  }

  /** What is stored of a response. */
  static String stored(String mark, String response) {
    return mark + "\n" + response;
  }

  /**
   * The response.
   *
   * @param mark of the user now; null: there is none
   * @return null if nothing is stored, or it was under another mark
   */
  static String response(Response mark, Response stored) {
    if (mark == null || stored == null) {
      return null;
    }
    String prefix = mark + "\n";
    String text = stored.toString();
    return text.startsWith(prefix) ? text.substring(prefix.length()) : null;
  }

  private String key(String name, int user) {
    return name + ":" + maker + ":" + user;
  }
}
