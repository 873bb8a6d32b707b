package org.drover.shared.neo4j;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs a class once for each Neo4j that a Java was found for. They share the servers, each with
 * labels of its own; one that looks at what others do in them is {@link Undisturbed}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass
@ResourceLock(value = EachLine.SERVERS, mode = ResourceAccessMode.READ)
@MethodSource("org.drover.shared.neo4j.TestNeo4j#lines")
@interface EachLine {
  String SERVERS = "the Neo4j servers";
}
