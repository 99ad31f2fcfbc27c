package io.aiw3.nft.bench.saga;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.bench.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** The running suite, as {@code deploy/local/up} describes it in its run file. */
public record Suite(String gateway, String kafka, String chain, PrivateKey tokens) {

  static Suite running(Options options) throws IOException, GeneralSecurityException {
    return of(file(options));
  }

  /** The run file of {@code --run}, or of {@code deploy/local/up}. */
  public static Path file(Options options) {
    return Path.of(options.text("run", options.root().resolve(".local/run.json").toString()));
  }

  /**
   * @param file the run file
   * @throws IllegalStateException when it is not there
   */
  public static JsonNode read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IllegalStateException(
          file + " is not there: start the suite first, with deploy/local/up --no-story");
    }
    return new ObjectMapper().readTree(file.toFile());
  }

  /**
   * @param file the run file
   * @throws IllegalStateException when it is not there
   */
  public static Suite of(Path file) throws IOException, GeneralSecurityException {
    JsonNode run = read(file);
    String pem = Files.readString(Path.of(run.at("/jwt/privateKey").asText()));
    byte[] key = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    return new Suite(
        run.get("gateway").asText().replaceAll("/$", ""),
        run.at("/kafka/bootstrap").asText(),
        run.at("/chain/rpc").asText(),
        KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key)));
  }
}
