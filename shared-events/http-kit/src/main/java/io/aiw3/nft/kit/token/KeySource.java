package io.aiw3.nft.kit.token;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/**
 * Where the keys of tokens are stored: a file (PEM, JWKS) or the address of a JWKS. Not
 * smallrye-jwt's resolver: it reads a file once, and an address on the thread that verifies.
 */
public sealed interface KeySource {
  /**
   * The keys as they are now.
   *
   * @throws IOException if they cannot be read, or are none
   */
  String read() throws IOException;

  /**
   * @param location as {@code mp.jwt.verify.publickey.location} has it; empty for what is neither
   *     on the disk nor at an address, and so never changes (the class path)
   */
  static Optional<KeySource> of(String location) {
    if (location.startsWith("https:") || location.startsWith("http:")) {
      return Optional.of(new Remote(URI.create(location)));
    }
    if (location.startsWith("classpath:")) {
      return Optional.empty();
    }
    Path path = location.startsWith("file:") ? Path.of(path(location)) : Path.of(location);
    return Files.exists(path) ? Optional.of(new Local(path)) : Optional.empty();
  }

  private static String path(String location) {
    return URI.create(location).getSchemeSpecificPart().replaceFirst("^//", "");
  }

  /** A file; it may be replaced at any time. */
  record Local(Path path) implements KeySource {
    @Override
    public String read() throws IOException {
      String text = Files.readString(path);
      boolean pem = text.contains("-----BEGIN ") && text.contains("-----END ");
      if (!pem && !isJson(text)) {
        throw new IOException(path + " has neither a PEM key nor a JWKS");
      }
      return text;
    }
  }

  /** Half a file is neither this nor a PEM. */
  private static boolean isJson(String text) {
    try {
      return !JsonUtil.parseJson(text).isEmpty();
    } catch (JoseException e) {
      return false;
    }
  }

  /** A JWKS of an issuer. */
  record Remote(URI address, HttpClient client) implements KeySource {
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 256 * 1024;

    public Remote(URI address) {
      this(address, HttpClient.newBuilder().connectTimeout(RESPONSE_TIMEOUT).build());
    }

    @Override
    public String read() throws IOException {
      HttpRequest request = HttpRequest.newBuilder(address).build();
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      var answering =
          client.sendAsync(
              request, BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(b -> add(b, read))));
      try {
        HttpResponse<Void> answer =
            answering.get(RESPONSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        String body = read.toString(StandardCharsets.UTF_8);
        if (answer.statusCode() != 200) {
          throw new IOException(address + " answered " + answer.statusCode());
        }
        if (new JsonWebKeySet(body).getJsonWebKeys().isEmpty()) {
          throw new IOException(address + " has no key");
        }
        return body;
      } catch (JoseException e) {
        throw new IOException(address + " is no JWKS", e);
      } catch (ExecutionException | TimeoutException e) {
        answering.cancel(true);
        throw new IOException(address + " does not answer", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }

    /** An issuer that sends more is cut off. */
    private static void add(byte[] part, ByteArrayOutputStream read) {
      if (read.size() + part.length > MOST_BYTES) {
        throw new IllegalStateException("more than " + MOST_BYTES + " bytes");
      }
      read.writeBytes(part);
    }
  }
}
