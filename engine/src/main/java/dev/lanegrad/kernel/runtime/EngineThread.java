package dev.lanegrad.kernel.runtime;

/**
 * A thread of the engine, which has nothing of the caller who happened to start it: no context
 * class loader, inheritable thread locals, group or priority. A daemon, as nobody can close it.
 */
public abstract class EngineThread extends Thread {
  public EngineThread(String name) {
    super(rootGroup(), null, name, 0, false);
    setDaemon(true);
    setPriority(NORM_PRIORITY);
    setContextClassLoader(ClassLoader.getSystemClassLoader());
  }

  private static ThreadGroup rootGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }

  @Override
  public abstract void run();
}
