package io.aiw3.nft.minting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.p2p.solanaj.core.Account;
import org.p2p.solanaj.utils.TweetNaclFast;

/**
 * The local chain and the local IPFS endpoint of {@code deploy/local} as children of the test, with
 * a funded system wallet. They end with the test's JVM, because it is their standard input.
 */
public final class LocalNetwork implements QuarkusTestResourceLifecycleManager {
  public static final String CHAIN = "test.chain";
  public static final String IPFS = "test.ipfs";
  public static final String WALLET = "test.wallet";
  static final String WALLET_KEY = "test.wallet.key";
  static final String DERIVATION_SECRET = "test.derivation.secret";
  public static final String JWT = "eyJ0ZXN0Ijp0cnVlfQ.a-token-of-the-pinning-service";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Lamports that the system wallet begins with. */
  public static final long FUNDS = 500_000_000_000L;

  /** Slots after which a block is final. */
  public static final int FINALITY_SLOTS = 8;

  private final List<Process> children = new ArrayList<>();
  private Path local;
  private Path home;
  private Process node;
  private String chain;
  private String ipfs;
  private String wallet;
  private Account walletAccount;

  @Override
  public Map<String, String> start() {
    Map<String, String> config = launch();
    System.setProperty(CHAIN, chain);
    System.setProperty(IPFS, ipfs);
    System.setProperty(WALLET, wallet);
    return config;
  }

  /**
   * Starts a network that only its caller knows, apart from the one that tests share.
   *
   * @return the configuration of a service that uses it
   */
  public Map<String, String> launch() {
    try {
      Path data = Files.createDirectories(Path.of("target", "local-network"));
      home = Files.createTempDirectory(data, "run").toAbsolutePath();
      local = local();
      JsonNode chainReady = startChain(0);
      Child pinning =
          child(
              "ipfs/server.js",
              0,
              List.of("--data", home + "/ipfs", "--jwt", JWT),
              home.resolve("ipfs.log"));
      children.add(pinning.process());
      JsonNode ipfsReady = pinning.ready();
      chain = chainReady.path("rpc").asText();
      ipfs = ipfsReady.path("api").asText();
      return configure(ipfsReady.path("gateway").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A program that runs, and what it said when it was ready. */
  private record Child(Process process, JsonNode ready) {}

  private JsonNode startChain(int port) throws IOException {
    Child started =
        child(
            "chain/server.js",
            port,
            List.of(
                "--data",
                home + "/chain",
                "--slot-ms",
                "50",
                "--finality-slots",
                Integer.toString(FINALITY_SLOTS)),
            home.resolve("chain.log"));
    node = started.process();
    return started.ready();
  }

  /**
   * SIGKILL of the chain's node, which comes back at the same address. It has its ledger; what it
   * had taken and not put into a block is gone.
   */
  public void killAndRestartChain() {
    try {
      node.destroyForcibly().waitFor();
      startChain(URI.create(chain).getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public String chain() {
    return chain;
  }

  public String ipfs() {
    return ipfs;
  }

  /** Address of the system wallet. */
  public String wallet() {
    return wallet;
  }

  /** The system wallet with its key, for who steals from it. */
  public Account walletAccount() {
    return walletAccount;
  }

  /** A transaction with the system wallet's signature in the first place. */
  public static byte[] signFirst(byte[] transaction) {
    byte[] key = HexFormat.of().parseHex(System.getProperty(WALLET_KEY));
    byte[] message = Arrays.copyOfRange(transaction, 1 + 64 * transaction[0], transaction.length);
    byte[] signature = new TweetNaclFast.Signature(new byte[0], key).detached(message);
    byte[] signed = transaction.clone();
    System.arraycopy(signature, 0, signed, 1, signature.length);
    return signed;
  }

  private Map<String, String> configure(String gateway) throws IOException {
    Account account = new Account();
    walletAccount = account;
    wallet = account.getPublicKeyBase58();
    new ChainProbe(chain).airdrop(account.getPublicKey(), FUNDS);
    Path key = home.resolve("wallet.json");
    byte[] secret = account.getSecretKey();
    Files.writeString(
        key, Arrays.toString(IntStream.range(0, 64).map(i -> secret[i] & 0xff).toArray()));
    System.setProperty(WALLET_KEY, HexFormat.of().formatHex(secret));
    String derivation = derivationSecret();
    Path derivationFile = home.resolve("derivation.hex");
    Files.writeString(derivationFile, derivation);
    Map<String, String> config = new HashMap<>();
    config.put("aiw3.solana.rpc-urls", chain);
    config.put("aiw3.solana.rpc-timeout", "1s");
    config.put("aiw3.solana.wallet-key-file", key.toString());
    config.put("aiw3.solana.derivation-secret-file", derivationFile.toString());
    config.put("aiw3.pinata.api-url", ipfs);
    config.put("aiw3.pinata.gateway-url", gateway);
    config.put("aiw3.pinata.jwt", JWT);
    config.put("aiw3.sender.poll", "50ms");
    config.put("aiw3.sender.confirm-poll", "100ms");
    config.put("aiw3.sender.finalize-poll", "150ms");
    config.put("aiw3.sender.owner-poll", "200ms");
    config.put("aiw3.sender.rebroadcast", "500ms");
    config.put("aiw3.sender.lease", "10s");
    config.put("aiw3.sender.back-off", "100ms");
    config.put("aiw3.sender.max-back-off", "1s");
    config.put("aiw3.ownership.age", "1s");
    config.put("aiw3.ownership.poll", "300ms");
    config.put("aiw3.ownership.finality", "200ms");
    config.put("aiw3.ownership.calls-per-second", "200");
    config.put("aiw3.ownership.searches", "20");
    return config;
  }

  private Child child(String script, int port, List<String> flags, Path log) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("node", script, "--port", Integer.toString(port), "--watch-stdin"));
    command.addAll(flags);
    Process process =
        new ProcessBuilder(command)
            .directory(local.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String ready = out.readLine();
    if (ready == null) {
      throw new IllegalStateException(script + " did not start, see " + log);
    }
    return new Child(process, JSON.readTree(ready));
  }

  /** One for the JVM: the test classes share a database, which knows the secret of a version. */
  private static String derivationSecret() {
    if (System.getProperty(DERIVATION_SECRET) == null) {
      byte[] derivation = new byte[32];
      new SecureRandom().nextBytes(derivation);
      System.setProperty(DERIVATION_SECRET, HexFormat.of().formatHex(derivation));
    }
    return System.getProperty(DERIVATION_SECRET);
  }

  /** {@code deploy/local}, with its packages; {@code -Dtest.local.dir} names another place. */
  private static Path local() {
    Path local = Path.of(System.getProperty("test.local.dir", "../deploy/local")).toAbsolutePath();
    install(local);
    return local;
  }

  /** Does nothing where the packages are there already. */
  private static void install(Path local) {
    try {
      int code =
          new ProcessBuilder(local.resolve("install").toString()).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("the packages were not installed in " + local);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {
    children.forEach(Process::destroy);
    if (node != null) {
      node.destroy();
    }
  }
}
