package io.aiw3.nft.minting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.p2p.solanaj.utils.Base58;

/** What may be seen nowhere, in every form that it could be written in. */
final class Secrets {
  private final List<String> forms = new ArrayList<>();

  Secrets text(String secret) {
    forms.add(secret);
    return this;
  }

  Secrets bytes(byte[] secret) {
    String hex = HexFormat.of().formatHex(secret);
    forms.addAll(List.of(hex, HexFormat.of().withUpperCase().formatHex(secret)));
    forms.add(Base58.encode(secret));
    // The last group depends on what follows.
    int whole = secret.length / 3 * 4;
    forms.add(Base64.getEncoder().encodeToString(secret).substring(0, whole));
    forms.add(Base64.getUrlEncoder().encodeToString(secret).substring(0, whole));
    for (String comma : List.of(",", ", ")) {
      forms.add(list(IntStream.range(0, secret.length).map(i -> secret[i] & 0xff), comma));
      forms.add(list(IntStream.range(0, secret.length).map(i -> secret[i]), comma));
    }
    return this;
  }

  /** The same for a key pair, and for its first half alone. */
  Secrets keyPair(byte[] secret) {
    return bytes(secret).bytes(Arrays.copyOf(secret, 32));
  }

  private static String list(IntStream numbers, String comma) {
    return numbers.mapToObj(Integer::toString).collect(Collectors.joining(comma));
  }

  /** The forms that occur in the text. */
  List<String> in(String text) {
    return forms.stream().filter(text::contains).toList();
  }
}
