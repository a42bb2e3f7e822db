package dev.lanegrad.bench.peers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.bytedeco.javacpp.Loader;

/**
 * A native library out of a jar, opened by {@code dlopen} itself: who may see its symbols decides
 * which of two BLAS libraries in a process is called, and {@link System#load} doesn't ask.
 */
@SuppressWarnings("restricted")
final class NativeLibrary {
  private static final int LAZY = 1;
  private static final int GLOBAL = 0x100;
  private static final int DEEP_BIND = 8;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle OPEN =
      LINKER.downcallHandle(
          LINKER.defaultLookup().find("dlopen").orElseThrow(),
          FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
  private static final MethodHandle FIND =
      LINKER.downcallHandle(
          LINKER.defaultLookup().find("dlsym").orElseThrow(),
          FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
  private static final MethodHandle ERROR =
      LINKER.downcallHandle(
          LINKER.defaultLookup().find("dlerror").orElseThrow(),
          FunctionDescriptor.of(ValueLayout.ADDRESS));

  private final String path;
  private final MemorySegment handle;

  private NativeLibrary(String path, MemorySegment handle) {
    this.path = path;
    this.handle = handle;
  }

  /** A library whose symbols are for everybody who comes after it. */
  static NativeLibrary global(String resource) {
    return open(resource, LAZY | GLOBAL);
  }

  /** A library that sees its own symbols first, and whose symbols nobody else sees. */
  static NativeLibrary apart(String resource) {
    return open(resource, LAZY | DEEP_BIND);
  }

  /** A library that somebody has loaded already. */
  static NativeLibrary file(String path) {
    return openFile(path, LAZY);
  }

  private static NativeLibrary open(String resource, int flags) {
    return openFile(extract(resource).getPath(), flags);
  }

  private static NativeLibrary openFile(String path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle = (MemorySegment) OPEN.invokeExact(arena.allocateFrom(path), flags);
      if (handle.address() == 0) {
        MemorySegment error = (MemorySegment) ERROR.invokeExact();
        throw new UnsatisfiedLinkError(error.reinterpret(Long.MAX_VALUE).getString(0));
      }
      return new NativeLibrary(path, handle);
    } catch (Throwable e) {
      throw sneaky(e);
    }
  }

  /** The file of a resource such as {@code /org/bytedeco/mkl/linux-x86_64/libmkl_rt.so.3}. */
  static File extract(String resource) {
    try {
      File file = Loader.cacheResource(NativeLibrary.class, resource);
      if (file == null) {
        throw new UnsatisfiedLinkError("there is no " + resource + " on the class path");
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  MemorySegment symbol(String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment symbol = (MemorySegment) FIND.invokeExact(handle, arena.allocateFrom(name));
      if (symbol.address() == 0) {
        throw new UnsatisfiedLinkError("there is no " + name + " in " + path);
      }
      return symbol;
    } catch (Throwable e) {
      throw sneaky(e);
    }
  }

  /** Calls a function of one int and no result. */
  void call(String function, int argument) {
    MethodHandle handle =
        LINKER.downcallHandle(symbol(function), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
    try {
      handle.invokeExact(argument);
    } catch (Throwable e) {
      throw sneaky(e);
    }
  }

  /** The text that a function of no argument returns. */
  String text(String function) {
    MethodHandle handle =
        LINKER.downcallHandle(symbol(function), FunctionDescriptor.of(ValueLayout.ADDRESS));
    try {
      MemorySegment text = (MemorySegment) handle.invokeExact();
      return text.reinterpret(Long.MAX_VALUE).getString(0);
    } catch (Throwable e) {
      throw sneaky(e);
    }
  }

  /** Native calls throw nothing that is checked. */
  static RuntimeException sneaky(Throwable e) {
    if (e instanceof Error) {
      throw (Error) e;
    }
    return e instanceof RuntimeException ? (RuntimeException) e : new IllegalStateException(e);
  }
}
