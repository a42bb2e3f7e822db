/**
 * One loop class copied for each function of an enum, so that C2 sees a loop that knows its
 * function: the copies are hidden classes with the function as class data.
 */
package dev.lanegrad.kernel.template;
