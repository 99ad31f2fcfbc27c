package io.aiw3.nft.launcher;

import io.aiw3.nft.commandline.CommandRunner;
import io.aiw3.nft.infrastructure.MissingPrerequisiteException;
import io.aiw3.nft.infrastructure.SuiteService;
import io.aiw3.nft.infrastructure.TopicLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;

/**
 * Starts the whole suite, plays the story, and keeps everything running until Ctrl-C or SIGTERM.
 * Started by {@code deploy/local/up}, which has built everything.
 */
public final class Launcher {
  private static final long LAMPORTS_PER_SOL = 1_000_000_000L;
  private static final long LOW_BALANCE = 10 * LAMPORTS_PER_SOL;
  private static final long AIRDROP = 100 * LAMPORTS_PER_SOL;

  private final LaunchOptions options;
  private final Console console = new Console(System.out);
  private final Layout layout;
  private final LocalKeys keys;
  private final External external = new External(System.getenv());

  Launcher(LaunchOptions options) {
    this.options = options;
    this.layout = new Layout(options.root(), options.home());
    this.keys =
        external
            .solanaWallet()
            .map(wallet -> new LocalKeys(layout.keys(), wallet.toAbsolutePath()))
            .orElseGet(() -> new LocalKeys(layout.keys()));
  }

  public static void main(String[] arguments) {
    System.exit(CommandRunner.run(new UpCommand(), arguments));
  }

  /** Returns only by an exception. */
  void run() throws InterruptedException {
    layout.create();
    // A lock without a reference would be collected, and so released.
    SuiteLock lock = SuiteLock.take(layout);
    try {
      runAlone();
    } finally {
      lock.close();
    }
  }

  private void runAlone() throws InterruptedException {
    if (options.fresh()) {
      layout.clear();
      layout.create();
    }
    keys.ensure();
    requireBuilt();
    external.solanaRpcs().ifPresent(this::requireUsable);
    Assembly assembly = Assembly.of(options, layout, keys, external);
    RunFile runFile = new RunFile(layout.runFile(), assembly.addresses(), keys);
    Suite suite =
        new Suite(assembly.children(), console, () -> runFile.write(assembly.children()), layout);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  console.say("stopping …");
                  suite.stop();
                  runFile.delete();
                  console.say("stopped");
                },
                "shutdown"));
    console.say("Starting; data and logs are under " + layout.local());
    suite.start(ChildSpec.Stage.INFRASTRUCTURE);
    prepare(assembly.addresses());
    suite.start(ChildSpec.Stage.SERVICES);
    suite.start(ChildSpec.Stage.GATEWAY);
    runFile.write(assembly.children());
    console.say("The API is at " + assembly.addresses().gateway() + " (health: /health)");
    story();
    if (Files.exists(layout.console().resolve("index.html"))) {
      console.say("The console is at " + assembly.addresses().gateway() + "/console/");
    }
    console.say("Running; Ctrl-C stops everything.");
    new CountDownLatch(1).await();
  }

  private void requireBuilt() {
    for (String service : SuiteService.names()) {
      if (!options.without().contains(service) && !Files.exists(layout.serviceJar(service))) {
        throw new MissingPrerequisiteException(
            service + " is not built: run ./mvnw -DskipTests package.");
      }
    }
  }

  private void requireUsable(List<String> nodes) {
    ClusterCheck check = new ClusterCheck(nodes.get(0), Duration.ofSeconds(30));
    check.require(keys.walletAddress());
  }

  /** What a broker that is not ours and a new chain lack, and what the services have to know. */
  private void prepare(Addresses addresses) throws InterruptedException {
    if (external.kafkaBootstrap().isPresent()) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", addresses.kafkaBootstrap()))) {
        TopicLayout.create(admin);
      }
    }
    ChainClient chain = new ChainClient(addresses.solanaRpc());
    try {
      addresses.genesisHash().set(chain.genesisHash());
      layout.requireCluster(addresses.genesisHash().get());
      if (external.solanaRpcs().isEmpty() && chain.balance(keys.walletAddress()) < LOW_BALANCE) {
        chain.requestAirdrop(keys.walletAddress(), AIRDROP);
      }
    } catch (IOException e) {
      console.say("! the chain could not be prepared: " + e.getMessage());
    }
  }

  private void story() throws InterruptedException {
    Story story = new Story(layout);
    if (!options.story()) {
      return;
    }
    if (!story.exists()) {
      console.say("! there is no story at " + layout.node().resolve("lib/story/story.js"));
      if (options.exitAfterStory()) {
        System.exit(1);
      }
      return;
    }
    int code = story.play();
    console.say(code == 0 ? "The story came true." : "! the story failed with code " + code);
    if (options.exitAfterStory()) {
      System.exit(code);
    }
  }
}
