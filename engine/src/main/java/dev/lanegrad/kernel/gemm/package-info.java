/**
 * Matrix products by vectors: which algorithm makes a product, how it is cut into blocks and
 * micropanels, and what is packed. The innermost loops are those of {@code gemm.micro}.
 */
package dev.lanegrad.kernel.gemm;
