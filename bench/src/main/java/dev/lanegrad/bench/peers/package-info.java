/**
 * The comparison with other libraries.
 *
 * <p>What is compared runs in the same JVM in turns, A B A B, so that a machine that speeds up or
 * slows down does so for all, and the ratio of two times of the same round says more than either. A
 * JVM holds as many libraries as get along with each other: all products run in one, each library
 * of tensors in one with lanegrad. A JVM that crashes takes no other with it.
 */
package dev.lanegrad.bench.peers;
