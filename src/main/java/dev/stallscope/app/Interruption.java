package dev.stallscope.app;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Ctrl+C while something takes its time: the first asks for an end, the second ends the process at
 * once.
 *
 * <p>Java has no public interface to signals. {@code sun.misc.Signal} is called by its name, since
 * compiling against it gives a warning that cannot be switched off; in a Java without it, Ctrl+C
 * ends the process at once.
 */
final class Interruption implements AutoCloseable {
  private static final String SIGNAL = "INT";

  private volatile boolean isRequested;

  private final String sentence;
  private final Runnable action;

  private Interruption(String sentence, Runnable action) {
    this.sentence = sentence;
    this.action = action;
  }

  /** Listens until it is closed, while a capture is read. */
  static Interruption listen() {
    return listen("Stopping; what was read is analysed. Ctrl+C again ends at once.", () -> {});
  }

  /**
   * Listens until it is closed.
   *
   * @param sentence tells the user what comes of it
   * @param action is done on the first Ctrl+C
   */
  static Interruption listen(String sentence, Runnable action) {
    Interruption interruption = new Interruption(sentence, action);
    try {
      Class<?> type = Class.forName("sun.misc.SignalHandler");
      MethodHandle request =
          MethodHandles.lookup().bind(interruption, "request", MethodType.methodType(void.class));
      // What the handler is given is the signal, and there is only one.
      handle(
          MethodHandleProxies.asInterfaceInstance(
              type, MethodHandles.dropArguments(request, 0, Object.class)));
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // Without signals, or where the caller keeps them to itself (java -Xrs), nothing is caught.
    }
    return interruption;
  }

  boolean isRequested() {
    return isRequested;
  }

  void request() {
    isRequested = true;
    close();
    System.err.println();
    System.err.println(sentence);
    action.run();
  }

  /** From now on Ctrl+C ends the process at once. */
  @Override
  public void close() {
    try {
      handle(Class.forName("sun.misc.SignalHandler").getField("SIG_DFL").get(null));
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // Nothing was caught, so there is nothing to give back.
    }
  }

  private static void handle(Object handler) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> type = Class.forName("sun.misc.SignalHandler");
    signal
        .getMethod("handle", signal, type)
        .invoke(null, signal.getConstructor(String.class).newInstance(SIGNAL), handler);
  }
}
