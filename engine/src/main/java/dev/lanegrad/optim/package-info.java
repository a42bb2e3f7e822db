/** Optimizers: what changes the parameters of a network once backward has found their gradients. */
package dev.lanegrad.optim;
