package org.drover.bench.contender;

import java.lang.reflect.Proxy;

/** Stands for what a measured path must not use. */
final class Absent {

  private Absent() {}

  /** An object of that interface, every method of which fails. */
  static <T> T of(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(
                  "%s is not there to be measured".formatted(type.getSimpleName()));
            }));
  }
}
