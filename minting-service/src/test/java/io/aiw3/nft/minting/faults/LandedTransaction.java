package io.aiw3.nft.minting.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.p2p.solanaj.core.PublicKey;

/**
 * A transaction of the chain's ledger, read from its bytes and its effects without any code of the
 * service.
 *
 * @param payer its first signer
 * @param minted the NFT that came to be in it
 * @param burned mint address of the NFT that was burned in it
 * @param closed the token account was closed, and its rent came back
 */
record LandedTransaction(
    long slot,
    String signature,
    boolean failed,
    String payer,
    int signers,
    long priorityFee,
    Optional<Minted> minted,
    Optional<String> burned,
    boolean closed) {
  private static final String METAPLEX = "metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s";
  private static final String COMPUTE_BUDGET = "ComputeBudget111111111111111111111111111111";
  private static final String TOKEN = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA";
  private static final int CLOSE_ACCOUNT = 9;
  private static final byte VERSION_1 = (byte) 129;
  private static final int V1_KEYS = 42;
  private static final int CREATE_METADATA = 33;
  private static final int SET_UNIT_LIMIT = 2;
  private static final int SET_UNIT_PRICE = 3;

  /**
   * An NFT that was minted.
   *
   * @param name on the chain: it names the tier
   * @param uri on the chain, of the metadata
   */
  record Minted(String mint, String owner, String name, String uri) {}

  private record Instruction(String program, ByteBuffer data) {}

  static LandedTransaction of(JsonNode entry) {
    ByteBuffer bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode(entry.path("transaction").asText()))
            .order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.get(0) == VERSION_1) {
      return ofVersion1(entry, bytes);
    }
    int signers = compact(bytes);
    bytes.position(bytes.position() + 64 * signers + 3);
    List<String> keys = new ArrayList<>();
    for (int count = compact(bytes); count > 0; count--) {
      keys.add(new PublicKey(take(bytes, 32)).toBase58());
    }
    take(bytes, 32);
    List<Instruction> instructions = new ArrayList<>();
    for (int count = compact(bytes); count > 0; count--) {
      String program = keys.get(bytes.get());
      take(bytes, compact(bytes));
      byte[] data = take(bytes, compact(bytes));
      instructions.add(
          new Instruction(program, ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN)));
    }
    boolean failed = !entry.path("err").isNull();
    return new LandedTransaction(
        entry.path("slot").asLong(),
        entry.path("signature").asText(),
        failed,
        keys.get(0),
        signers,
        priorityFee(instructions),
        failed ? Optional.empty() : minted(entry.path("meta"), instructions),
        failed ? Optional.empty() : burned(entry.path("meta")),
        !failed && instructions.stream().anyMatch(LandedTransaction::closes));
  }

  /** Nothing of the service's is of this version. */
  private static LandedTransaction ofVersion1(JsonNode entry, ByteBuffer bytes) {
    byte[] payer = new byte[32];
    bytes.get(V1_KEYS, payer);
    boolean failed = !entry.path("err").isNull();
    return new LandedTransaction(
        entry.path("slot").asLong(),
        entry.path("signature").asText(),
        failed,
        new PublicKey(payer).toBase58(),
        bytes.get(1),
        0,
        Optional.empty(),
        failed ? Optional.empty() : burned(entry.path("meta")),
        false);
  }

  private static boolean closes(Instruction instruction) {
    return instruction.program().equals(TOKEN) && instruction.data().get(0) == CLOSE_ACCOUNT;
  }

  private static Optional<Minted> minted(JsonNode meta, List<Instruction> instructions) {
    JsonNode holding = meta.path("postTokenBalances").path(0);
    return instructions.stream()
        .filter(i -> i.program().equals(METAPLEX) && i.data().get(0) == CREATE_METADATA)
        .map(i -> i.data().duplicate().order(ByteOrder.LITTLE_ENDIAN).position(1))
        .map(
            data -> {
              String name = text(data);
              text(data); // the symbol
              return new Minted(
                  holding.path("mint").asText(), holding.path("owner").asText(), name, text(data));
            })
        .findFirst();
  }

  private static Optional<String> burned(JsonNode meta) {
    Map<String, Long> change = new HashMap<>();
    add(change, meta.path("preTokenBalances"), -1);
    add(change, meta.path("postTokenBalances"), 1);
    return change.entrySet().stream()
        .filter(entry -> entry.getValue() < 0)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static void add(Map<String, Long> change, JsonNode balances, int sign) {
    for (JsonNode balance : balances) {
      long amount = balance.path("uiTokenAmount").path("amount").asLong();
      change.merge(balance.path("mint").asText(), sign * amount, Long::sum);
    }
  }

  /** What the compute budget's instructions offer, rounded up to whole lamports. */
  private static long priorityFee(List<Instruction> instructions) {
    long limit = 0;
    long price = 0;
    for (Instruction instruction : instructions) {
      if (instruction.program().equals(COMPUTE_BUDGET)) {
        ByteBuffer data = instruction.data();
        switch (data.get(0)) {
          case SET_UNIT_LIMIT -> limit = data.getInt(1);
          case SET_UNIT_PRICE -> price = data.getLong(1);
          default -> throw new IllegalStateException("unknown instruction " + data.get(0));
        }
      }
    }
    return (limit * price + 999_999) / 1_000_000;
  }

  private static String text(ByteBuffer data) {
    byte[] utf8 = new byte[data.getInt()];
    data.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static byte[] take(ByteBuffer bytes, int count) {
    byte[] taken = new byte[count];
    bytes.get(taken);
    return taken;
  }

  /** Solana's length of one to three bytes. */
  private static int compact(ByteBuffer bytes) {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      int next = bytes.get();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
