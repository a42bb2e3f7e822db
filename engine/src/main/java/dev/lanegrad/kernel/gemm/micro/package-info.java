/**
 * Micro-kernels: the innermost loops of products and transpositions, generated as classes for each
 * shape by {@code java.lang.classfile}, so that accumulators stay in registers. Each generator
 * shows in its comment the Java that comes out.
 */
package dev.lanegrad.kernel.gemm.micro;
