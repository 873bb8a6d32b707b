package org.drover.shared.neo4j;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs a class once for each Neo4j that a Java was found for, all of it in one thread and beside
 * other classes. They share the servers, each test with labels of its own, and take turns: a server
 * is one test's from when it asks for it to its end, so that what another does never changes the
 * ids that it gets, or what it counts.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(providers = EachLine.Itself.class)
@ExtendWith(TestNeo4j.Turn.class)
@MethodSource("org.drover.shared.neo4j.TestNeo4j#lines")
@interface EachLine {

  /** What is under a lock of its own runs in the thread that has it. */
  final class Itself implements ResourceLocksProvider {

    @Override
    public Set<Lock> provideForClass(Class<?> testClass) {
      return Set.of(new Lock(testClass.getName()));
    }
  }
}
