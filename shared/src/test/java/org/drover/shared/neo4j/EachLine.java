package org.drover.shared.neo4j;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs a class once for each Neo4j that a Java was found for, and no other such class meanwhile:
 * they share the servers, and look at what is locked and who waits in them.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass
@ResourceLock("the Neo4j servers")
@MethodSource("org.drover.shared.neo4j.TestNeo4j#lines")
@interface EachLine {}
