package io.aiw3.nft.bench.saga;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;

/** The running suite, as {@code deploy/local/up} describes it in its run file. */
public record Suite(String gateway, String kafka, String chain, PrivateKey tokens) {

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
   * A connection of a schema's user; the caller closes it.
   *
   * @param run the run file
   */
  public static Connection connection(JsonNode run, String schema) throws SQLException {
    JsonNode access = run.at("/mysql/schemas/" + schema);
    return DriverManager.getConnection(
        access.get("jdbcUrl").asText(),
        access.get("user").asText(),
        access.get("password").asText());
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
