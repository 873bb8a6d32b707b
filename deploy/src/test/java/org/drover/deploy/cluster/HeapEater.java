package org.drover.deploy.cluster;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Takes all memory of a JVM that runs, from within, as a bug of any library might. */
public final class HeapEater {

  private static final String CLASS = HeapEater.class.getName();
  private static final String FILE = CLASS.replace('.', '/') + ".class";
  private static final int BITE = 1 << 20;

  private HeapEater() {}

  /** Called by that JVM. */
  public static void agentmain(String options) {
    List<byte[]> eaten = new ArrayList<>();
    while (eaten.size() < Integer.MAX_VALUE) {
      eaten.add(new byte[BITE]);
    }
  }

  /**
   * Returns when that JVM does not answer any more.
   *
   * @param folder for a file of its own
   */
  static void eat(long pid, Path folder) throws IOException {
    Path agent = Files.createTempFile(folder, "heap-eater-", ".jar");
    pack(agent);
    VirtualMachine victim;
    try {
      victim = VirtualMachine.attach(Long.toString(pid));
    } catch (AttachNotSupportedException e) {
      throw new IllegalStateException(e);
    }
    try {
      victim.loadAgent(agent.toString());
    } catch (IOException | AgentLoadException | AgentInitializationException gone) {
      return;
    }
    throw new IllegalStateException("there was memory enough");
  }

  private static void pack(Path agent) {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(new Attributes.Name("Agent-Class"), CLASS);
    try (OutputStream out = Files.newOutputStream(agent);
        JarOutputStream jar = new JarOutputStream(out, manifest);
        InputStream code =
            Objects.requireNonNull(HeapEater.class.getClassLoader()).getResourceAsStream(FILE)) {
      jar.putNextEntry(new ZipEntry(FILE));
      Objects.requireNonNull(code).transferTo(jar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
