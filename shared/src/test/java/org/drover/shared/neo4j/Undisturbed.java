package org.drover.shared.neo4j;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * No other class that uses the servers runs meanwhile: this one counts the commits of others, or
 * looks at who waits for a lock.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock(EachLine.SERVERS)
@interface Undisturbed {}
