package io.aiw3.nft.minting.ipfs;

import io.aiw3.nft.contract.BadgeDefinition;
import io.aiw3.nft.minting.config.BadgesConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The images of the catalogue's badges, until they are pinned: files of the operator, else the
 * project's own. The catalogue names the CID of each, so that no other file can take its place.
 */
@ApplicationScoped
class BadgeImages {
  private static final String IPFS = "ipfs://";

  private final Optional<Path> folder;

  @Inject
  BadgeImages(BadgesConfig config) {
    this(config.images());
  }

  BadgeImages(Optional<Path> folder) {
    this.folder = folder;
  }

  /** The CID that the catalogue names; empty without an image. */
  static Optional<String> cid(BadgeDefinition badge) {
    return Optional.ofNullable(badge.imageUri())
        .map(uri -> uri.startsWith(IPFS) ? uri.substring(IPFS.length()) : uri);
  }

  /**
   * The image of a badge that has one. Reads a file: on a worker thread.
   *
   * @throws UnusableImageException with a sentence that says what is wrong with it
   */
  byte[] of(BadgeDefinition badge) {
    String file = badge.badge() + ".png";
    byte[] png = read(file).orElseThrow(() -> new UnusableImageException(file + " is missing."));
    PngImage.fault(png)
        .ifPresent(
            fault -> {
              throw new UnusableImageException(file + ": " + fault);
            });
    String cid = Cid.ofFile(png);
    if (!cid(badge).equals(Optional.of(cid))) {
      throw new UnusableImageException(
          file + " has the CID " + cid + ", the catalogue names " + badge.imageUri() + ".");
    }
    return png;
  }

  private Optional<byte[]> read(String file) {
    try {
      Optional<Path> own = folder.map(path -> path.resolve(file)).filter(Files::exists);
      if (own.isPresent()) {
        return Optional.of(bounded(own.get()));
      }
      try (InputStream in = BadgeImages.class.getResourceAsStream("/badge-art/" + file)) {
        return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /** No more than what is needed to see that it is too large. */
  private static byte[] bounded(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(PngImage.LARGEST + 1);
    }
  }
}
