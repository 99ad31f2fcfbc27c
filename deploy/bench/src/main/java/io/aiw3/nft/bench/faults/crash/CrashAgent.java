package io.aiw3.nft.bench.faults.crash;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;

import java.io.File;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.instrument.Instrumentation;
import java.util.List;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/**
 * Lets a service die where a {@link CrashPoint} is armed, by a file of its name in a folder. The
 * file is taken first, so of two replicas one dies, once. Services have no code for it and cannot
 * be made to do it: only a virtual machine that is started with this agent does.
 */
public final class CrashAgent {
  private CrashAgent() {}

  /** Bound to the path of the file that arms the point. */
  @Retention(RetentionPolicy.RUNTIME)
  @interface Armed {}

  /** Woven into the method: it may use nothing but the JDK. */
  static final class Death {
    private Death() {}

    @Advice.OnMethodEnter
    static void enter(@Armed String file) {
      if (new File(file).delete()) {
        Runtime.getRuntime().halt(137);
      }
    }
  }

  /**
   * @param folder where points are armed
   */
  public static void premain(String folder, Instrumentation instrumentation) {
    String command = System.getProperty("java.class.path") + System.getProperty("sun.java.command");
    List<CrashPoint> points =
        CrashPoint.all().stream().filter(point -> command.contains(point.service())).toList();
    if (points.isEmpty()) {
      return;
    }
    String[] types = points.stream().map(CrashPoint::type).distinct().toArray(String[]::new);
    // Everything else is passed over by its name alone: a start must not take longer for it.
    AgentBuilder agent =
        new AgentBuilder.Default().disableClassFormatChanges().ignore(not(namedOneOf(types)));
    for (CrashPoint point : points) {
      Advice death =
          Advice.withCustomMapping()
              .bind(Armed.class, new File(folder, point.id()).getAbsolutePath())
              .to(Death.class);
      agent =
          agent
              .type(named(point.type()))
              .transform(
                  (builder, type, loader, module, domain) ->
                      builder.visit(death.on(named(point.method()))));
    }
    agent.installOn(instrumentation);
  }
}
