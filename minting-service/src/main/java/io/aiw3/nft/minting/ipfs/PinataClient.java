package io.aiw3.nft.minting.ipfs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.aiw3.nft.minting.config.PinataConfig;
import io.aiw3.nft.minting.http.Exchange;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.UUID;

/**
 * Pins files through Pinata's API. Metadata is pinned as a file too: its bytes are ours, so its CID
 * is known beforehand.
 */
@ApplicationScoped
class PinataClient {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final int CREATED = 201;
  private static final int OK = 200;

  /** Bytes; Pinata describes one file. */
  private static final int LONGEST_ANSWER = 64 * 1024;

  private final HttpClient http;
  private final PinataConfig config;

  PinataClient(Vertx vertx, PinataConfig config) {
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout((int) config.timeout().toMillis()));
    this.config = config;
  }

  /**
   * Pins a file. Fails unless Pinata's CID is the one that we compute.
   *
   * @return the CID
   */
  Uni<String> pin(String name, String contentType, byte[] content) {
    return upload(name, contentType, content)
        .invoke(answered -> compare(name, answered, Cid.ofFile(content)));
  }

  private static void compare(String name, String answered, String computed) {
    if (!answered.equals(computed)) {
      throw new PinataException(
          "%s was pinned as %s, but its CID is %s".formatted(name, answered, computed));
    }
  }

  private Uni<String> upload(String name, String contentType, byte[] content) {
    String boundary = "aiw3-" + UUID.randomUUID();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(base() + "/pinning/pinFileToIPFS")
            .putHeader("content-type", "multipart/form-data; boundary=" + boundary);
    config.jwt().ifPresent(jwt -> options.putHeader("authorization", "Bearer " + jwt));
    return Exchange.within(
        config.timeout(),
        http.request(options),
        request ->
            request
                .send(body(boundary, name, contentType, content))
                .chain(
                    response ->
                        Exchange.body(
                                response,
                                LONGEST_ANSWER,
                                () -> new PinataException("the answer is too long"))
                            .map(body -> read(response, body))),
        () -> new PinataException("no answer within " + config.timeout()));
  }

  private String base() {
    String url = config.apiUrl().toString();
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  private static Buffer body(String boundary, String name, String contentType, byte[] content) {
    var json = JsonNodeFactory.instance;
    Buffer body = Buffer.buffer();
    field(body, boundary, "pinataOptions", json.objectNode().put("cidVersion", 0));
    field(body, boundary, "pinataMetadata", json.objectNode().put("name", name));
    return body.appendString("--" + boundary + "\r\n")
        .appendString(
            "Content-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n")
        .appendString("Content-Type: " + contentType + "\r\n\r\n")
        .appendBytes(content)
        .appendString("\r\n--" + boundary + "--\r\n");
  }

  private static void field(Buffer body, String boundary, String name, JsonNode value) {
    body.appendString("--" + boundary + "\r\n")
        .appendString("Content-Disposition: form-data; name=\"" + name + "\"\r\n\r\n")
        .appendString(value + "\r\n");
  }

  private static String read(HttpClientResponse response, Buffer body) {
    int status = response.statusCode();
    if (status != OK && status != CREATED) {
      throw new PinataException("HTTP " + status);
    }
    try {
      String hash = JSON.readTree(body.getBytes()).path("IpfsHash").asText();
      if (hash.isEmpty()) {
        throw new PinataException("the answer has no IpfsHash");
      }
      return hash;
    } catch (IOException e) {
      // Nothing of it is quoted: the answer could contain our token.
      throw new PinataException("the answer is not JSON");
    }
  }
}
