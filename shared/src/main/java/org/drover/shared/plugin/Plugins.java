package org.drover.shared.plugin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The transforms of operators' own that there are, by name. */
public final class Plugins {

  /** Where they belong, on every node. */
  private static final String ADVICE =
      "Put its jar into the folder 'plugins' of every coordinator and worker, and start them again";

  /** More than anybody reads; and a class path that never ends is not read to its end. */
  private static final int BROKEN_MAX = 20;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,80}");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]{1,40}");

  private final Map<String, MemberTransform> byName = new TreeMap<>();
  private final Set<String> names = new HashSet<>();
  private final List<String> broken = new ArrayList<>();

  /** Found once; a jar that comes later is seen after a restart. */
  private static final class OnClassPath {
    static final Plugins FOUND =
        Plugins.of(ServiceLoader.load(MemberTransform.class, Plugins.class.getClassLoader()));
  }

  private Plugins() {}

  /** Those that this process was started with. */
  public static Plugins onClassPath() {
    return OnClassPath.FOUND;
  }

  /** These. */
  public static Plugins of(Iterable<MemberTransform> transforms) {
    Plugins plugins = new Plugins();
    Iterator<MemberTransform> each = transforms.iterator();
    boolean more = true;
    while (more && plugins.broken.size() < BROKEN_MAX) {
      more = plugins.takeNext(each);
    }
    return plugins;
  }

  /** One that cannot be loaded does not keep others from being found. */
  private boolean takeNext(Iterator<MemberTransform> each) {
    try {
      if (!each.hasNext()) {
        return false;
      }
      take(each.next());
    } catch (ServiceConfigurationError | RuntimeException | LinkageError failure) {
      broken.add(String.valueOf(failure.getMessage()));
    }
    return true;
  }

  private void take(MemberTransform transform) {
    String name = transform.name();
    if (!isWellFormed(name, NAME) || !isWellFormed(transform.version(), VERSION)) {
      broken.add(
          "%s has a name or a version of other characters than letters, digits, '.', '_' and '-'"
              .formatted(transform.getClass().getName()));
      return;
    }
    // Which of two would be meant depends on the order of the class path.
    if (names.add(name)) {
      byName.put(name, transform);
    } else {
      byName.remove(name);
      broken.add(
          "several are called %s, of them %s".formatted(name, transform.getClass().getName()));
    }
  }

  private static boolean isWellFormed(@Nullable String found, Pattern pattern) {
    return found != null && pattern.matcher(found).matches();
  }

  /**
   * @throws IllegalStateException if there is none of that name
   */
  public MemberTransform named(String name) {
    MemberTransform transform = byName.get(name);
    if (transform == null) {
      throw new IllegalStateException(missing(name));
    }
    return transform;
  }

  public boolean has(String name) {
    return byName.containsKey(name);
  }

  /** What to tell who asks for one that is not there. */
  public String missing(String name) {
    return "there is no transform '%s' on the class path; there %s. %s"
        .formatted(name, inWords(), ADVICE);
  }

  /** The versions of some of them, by name; who is not there is left out. */
  public Map<String, String> versions(List<String> names) {
    Map<String, String> versions = new TreeMap<>();
    for (String name : names) {
      MemberTransform transform = byName.get(name);
      if (transform != null) {
        versions.put(name, transform.version());
      }
    }
    return versions;
  }

  /** Why what was planned cannot be done with these; empty if it can. */
  public String against(Map<String, String> planned) {
    for (Map.Entry<String, String> wanted : planned.entrySet()) {
      MemberTransform found = byName.get(wanted.getKey());
      if (found == null) {
        return "the pass was planned with version %s of the transform '%s', and the class path has none of that name; there %s. %s"
            .formatted(wanted.getValue(), wanted.getKey(), inWords(), ADVICE);
      }
      if (!found.version().equals(wanted.getValue())) {
        return "the pass was planned with version %s of the transform '%s', and version %s is on the class path. %s"
            .formatted(wanted.getValue(), wanted.getKey(), found.version(), ADVICE);
      }
    }
    return "";
  }

  private String inWords() {
    List<String> names = new ArrayList<>();
    byName.forEach((name, transform) -> names.add(name + " " + transform.version()));
    String there = names.isEmpty() ? "are none" : "are: " + String.join(", ", names);
    return broken.isEmpty() ? there : there + " (not usable: " + String.join("; ", broken) + ")";
  }
}
