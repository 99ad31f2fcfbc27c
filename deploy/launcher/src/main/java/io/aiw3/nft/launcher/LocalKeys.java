package io.aiw3.nft.launcher;

import io.aiw3.nft.infrastructure.MissingPrerequisiteException;
import io.aiw3.nft.solana.SolanaKeyPair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The keys of the local suite, made once and readable by their owner only.
 *
 * @param directory holds {@code jwt-private.pem}, {@code jwt-public.pem}, {@code
 *     system-wallet.json}, {@code derivation-secret.hex}
 * @param wallet as the Solana command line writes it: a JSON array of 64 bytes; may be elsewhere
 */
record LocalKeys(Path directory, Path wallet) {
  private static final int RSA_BITS = 2048;
  private static final int SECRET_BYTES = 32;

  LocalKeys(Path directory) {
    this(directory, directory.resolve("system-wallet.json"));
  }

  /** PKCS#8, signs local tokens (RS256). */
  Path jwtPrivate() {
    return directory.resolve("jwt-private.pem");
  }

  Path jwtPublic() {
    return directory.resolve("jwt-public.pem");
  }

  /** 32 bytes in hexadecimal. */
  Path derivationSecret() {
    return directory.resolve("derivation-secret.hex");
  }

  /** Makes what is missing. */
  void ensure() {
    try {
      Files.createDirectories(directory);
      if (!Files.exists(jwtPrivate()) || !Files.exists(jwtPublic())) {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS);
        KeyPair pair = generator.generateKeyPair();
        write(jwtPrivate(), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        write(jwtPublic(), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
      }
      if (!Files.exists(wallet())) {
        if (!wallet().startsWith(directory)) {
          throw new MissingPrerequisiteException(
              "AIW3_SOLANA_WALLET names no key file: there is no " + wallet() + ".");
        }
        write(wallet(), SolanaKeyPair.generate().toJson());
      }
      if (!Files.exists(derivationSecret())) {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        write(derivationSecret(), HexFormat.of().formatHex(secret) + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String walletAddress() {
    try {
      return SolanaKeyPair.read(Files.readString(wallet())).address().toBase58();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PrivateKey signingKey() {
    try {
      String base64 =
          Files.readString(jwtPrivate()).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
      return KeyFactory.getInstance("RSA")
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String kind, byte[] encoded) {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(encoded);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, base64);
  }

  /** The file is never readable by others, not even while it is written. */
  private static void write(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text, StandardOpenOption.WRITE);
  }
}
