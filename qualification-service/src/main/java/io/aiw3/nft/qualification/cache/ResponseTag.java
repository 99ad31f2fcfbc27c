package io.aiw3.nft.qualification.cache;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.kit.config.Catalogues;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What a stored response begins with: the release and the catalogues that it was made with. One
 * that another release or another catalogue has left in Redis is not served.
 */
@Singleton
class ResponseTag {
  private final String tag;

  ResponseTag(
      @ConfigProperty(name = "quarkus.application.version") String version,
      TierCatalogue tiers,
      BadgeCatalogue badges) {
    tag =
        "%s %08x %08x\n"
            .formatted(version, Catalogues.checksum(tiers), Catalogues.checksum(badges));
  }

  String put(String response) {
    return tag + response;
  }

  /** The response; null if there is none, or one of another tag. */
  String take(Response stored) {
    String text = stored == null ? null : stored.toString();
    return text != null && text.startsWith(tag) ? text.substring(tag.length()) : null;
  }
}
