package io.aiw3.nft.kit.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.Changed;
import io.aiw3.nft.kit.api.InvalidRequestException;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.kit.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * {@code Idempotency-Key}: the first answer is stored in the transaction of its effect and given
 * again, byte for byte, for the same key and body.
 *
 * <p>Two requests with one key at the same time: the second waits on the first one's row. A request
 * that fails leaves no row, so it may be repeated.
 */
@ApplicationScoped
public class IdempotentRequests {
  public static final String HEADER = "Idempotency-Key";
  private static final Pattern ALLOWED = Pattern.compile("[\\x21-\\x7e]{1,200}");
  private static final String CLAIM =
      "INSERT IGNORE INTO idempotency_key (caller, operation, idempotency_key, request_hash)"
          + " VALUES (?, ?, ?, ?)";
  private static final String READ =
      "SELECT request_hash, response_status, response_body FROM idempotency_key"
          + " WHERE caller = ? AND operation = ? AND idempotency_key = ? FOR SHARE";
  private static final String COUNT =
      "SELECT COUNT(*) FROM idempotency_key"
          + " WHERE caller = ? AND operation = ? AND idempotency_key = ?";
  private static final String STORE =
      "UPDATE idempotency_key SET response_status = ?, response_body = ?"
          + " WHERE caller = ? AND operation = ? AND idempotency_key = ?";

  private final Transactions transactions;
  private final Statements statements;
  private final ObjectMapper json;

  IdempotentRequests(Transactions transactions, Statements statements, ObjectMapper json) {
    this.transactions = transactions;
    this.statements = statements;
    this.json = json;
  }

  /**
   * Runs {@code effect} unless the key was answered before.
   *
   * @param key the header's value; null or blank: no protection
   * @param operation names the call, resource id included
   * @param body the request's body, or null
   * @param status status of a good answer
   * @param effect the state change; its item, or that of a {@link Changed}, becomes {@code data} of
   *     the envelope
   */
  public <T> Uni<RestResponse<String>> run(
      UserId user,
      String key,
      String operation,
      Object body,
      int status,
      Function<Transaction, Uni<T>> effect) {
    return run(user.toString(), key, operation, body, status, effect);
  }

  /** The same for a caller that need not be a user: the token's {@code sub}. */
  public <T> Uni<RestResponse<String>> run(
      String caller,
      String key,
      String operation,
      Object body,
      int status,
      Function<Transaction, Uni<T>> effect) {
    if (key == null || key.isBlank()) {
      return transactions.withEntities(effect).map(data -> answer(status, write(envelope(data))));
    }
    if (!ALLOWED.matcher(key).matches()) {
      throw new InvalidRequestException(HEADER, "Use 1 to 200 printable ASCII characters.");
    }
    String hash = sha256(write(body));
    return transactions.withEntities(
        tx ->
            tx.update(CLAIM, caller, operation, key, hash)
                .chain(
                    claimed ->
                        claimed == 1
                            ? first(tx, caller, operation, key, status, effect)
                            : repeated(tx, caller, operation, key, hash)));
  }

  /**
   * Whether {@link #run} would give an earlier answer, for those who would wait before they refuse.
   */
  public Uni<Boolean> isAnswered(String caller, String key, String operation) {
    if (key == null || !ALLOWED.matcher(key).matches()) {
      return Uni.createFrom().item(false);
    }
    return statements
        .select(COUNT, caller, operation, key)
        .map(rows -> rows.iterator().next().getLong(0) > 0);
  }

  private <T> Uni<RestResponse<String>> first(
      Transaction tx,
      String caller,
      String operation,
      String key,
      int status,
      Function<Transaction, Uni<T>> effect) {
    return effect
        .apply(tx)
        .map(data -> write(envelope(data)))
        .call(text -> tx.update(STORE, status, text, caller, operation, key))
        .map(text -> answer(status, text));
  }

  private Uni<RestResponse<String>> repeated(
      Transaction tx, String caller, String operation, String key, String hash) {
    return tx.select(READ, caller, operation, key)
        .map(rows -> replay(rows.iterator().next(), key, hash));
  }

  private static RestResponse<String> replay(Row row, String key, String hash) {
    if (!hash.equals(row.getString("request_hash"))) {
      throw new IdempotencyKeyReusedException(key);
    }
    return answer(row.getInteger("response_status"), row.getString("response_body"));
  }

  private static RestResponse<String> answer(int status, String body) {
    return RestResponse.ResponseBuilder.create(RestResponse.Status.fromStatusCode(status), body)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .build();
  }

  private static Success<?> envelope(Object data) {
    return data instanceof Changed<?> changed
        ? Success.of(changed.data(), changed.versions())
        : Success.of(data);
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not serializable: " + value, e);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
