package dev.lanegrad.kernel.dispatch;

import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.runtime.EngineThread;
import java.util.ArrayDeque;
import java.util.function.Supplier;

/**
 * Gets the vector version of kernels compiled, beside the program: until C2 has compiled it, vector
 * code is slower than scalar kernels by one to two orders.
 *
 * <p>A kernel's first call asks for it. A thread that lives as long as there is something to do
 * then calls both versions on operands of its own until the vectors are no slower than the plain
 * loops, and lets the kernel switch to them. Both give the same bits, so nobody can see it but the
 * clock. Where vectors don't get there, as for the smallest products, the scalar kernels stay.
 */
final class WarmUp {
  /**
   * How much slower than scalar kernels vectors may be to be taken: less than what timing errs by.
   */
  private static final double MAX_SLOWDOWN = 1.1;

  /**
   * A trial is given up when neither version has become faster for so long: C2 has done what it
   * will.
   */
  private static final long PATIENCE = 1_500_000_000L;

  /** Vectors that take this many times as long as scalar kernels aren't compiled by C2 yet. */
  private static final double UNCOMPILED = 4;

  /** The patience with those: where processors are few, or busy, C2 takes seconds. */
  private static final long LONG_PATIENCE = 4 * PATIENCE;

  /** A version that takes less than this part of its least time so far has become faster. */
  private static final double FASTER = 0.95;

  /** Time that a trial takes to time one version. */
  private static final long SAMPLE = 200_000;

  /**
   * Milliseconds that a program has to itself before the first trial, unless it waits for trials:
   * to load the classes of vectors and compile for them takes as long, and would hold its first
   * steps up where processors are few.
   */
  private static final long HEAD_START = 100;

  /** How long the thread waits for more to do before it ends. */
  private static final long LINGER = 500;

  private final Kernels scalar;
  private final Supplier<Kernels> vectors;
  private final ArrayDeque<Candidate> waiting = new ArrayDeque<>();
  private volatile int promoted;
  private boolean running;
  private boolean busy;
  private boolean headStartOver;

  WarmUp(Kernels scalar, Supplier<Kernels> vectors) {
    this.scalar = scalar;
    this.vectors = vectors;
  }

  /** Puts a kernel into the queue. */
  synchronized void submit(Candidate candidate) {
    waiting.add(candidate);
    start();
    notifyAll();
  }

  /** Starts the thread, where there is none and the system has one to give. */
  private void start() {
    if (running) {
      return;
    }
    running = true;
    try {
      new EngineThread("lanegrad-warmup") {
        @Override
        public void run() {
          work();
        }
      }.start();
    } catch (OutOfMemoryError e) {
      running = false; // until something else is asked for, the plain loops stay
    }
  }

  /** Waits until everything asked for so far has switched, or was given up. */
  synchronized void await() throws InterruptedException {
    headStartOver = true;
    if (!waiting.isEmpty()) {
      start();
    }
    notifyAll();
    while (running && (busy || !waiting.isEmpty())) {
      wait();
    }
  }

  /** How many kernels have switched to vectors. */
  int promoted() {
    return promoted;
  }

  private synchronized void giveHeadStart() {
    long end = System.nanoTime() + HEAD_START * 1_000_000;
    try {
      for (long left = HEAD_START; !headStartOver && left > 0; ) {
        wait(left);
        left = (end - System.nanoTime()) / 1_000_000;
      }
    } catch (InterruptedException e) {
      // Then it is over.
    }
    headStartOver = true;
  }

  private void work() {
    giveHeadStart();
    for (Candidate candidate = next(); candidate != null; candidate = next()) {
      boolean fast;
      try {
        fast = vectorsGetFast(candidate);
      } catch (Throwable e) { // no room, no class, no access: the plain loops stay
        fast = false;
      }
      if (fast) {
        candidate.promote();
        promoted++; // only this thread writes it
      }
    }
  }

  /** The next kernel to try; null if there is none and the thread ends. */
  private synchronized Candidate next() {
    busy = false;
    notifyAll();
    try {
      if (waiting.isEmpty()) {
        wait(LINGER);
      }
    } catch (InterruptedException e) {
      // Then it ends now, unless there is something to do.
    }
    Candidate candidate = waiting.poll();
    busy = candidate != null;
    running = busy;
    return candidate;
  }

  private boolean vectorsGetFast(Candidate candidate) {
    Candidate.Trial trial = candidate.trial();
    double scalarTime = Double.POSITIVE_INFINITY;
    double vectorTime = Double.POSITIVE_INFINITY;
    long progress = System.nanoTime();
    while (true) {
      double s = time(trial, scalar, false) * trial.work();
      double v = time(trial, vectors.get(), true);
      if (s < FASTER * scalarTime || v < FASTER * vectorTime) {
        progress = System.nanoTime();
      }
      scalarTime = Math.min(scalarTime, s);
      vectorTime = Math.min(vectorTime, v);
      if (vectorTime <= MAX_SLOWDOWN * scalarTime) {
        return true;
      }
      boolean uncompiled = vectorTime > UNCOMPILED * scalarTime;
      if (System.nanoTime() - progress > (uncompiled ? LONG_PATIENCE : PATIENCE)) {
        return false;
      }
    }
  }

  /** Nanoseconds of a call. */
  private static double time(Candidate.Trial trial, Kernels kernels, boolean isVector) {
    long start = System.nanoTime();
    int calls = 0;
    long time;
    do {
      trial.run(kernels, isVector);
      calls++;
      time = System.nanoTime() - start;
    } while (time < SAMPLE);
    return (double) time / calls;
  }
}
