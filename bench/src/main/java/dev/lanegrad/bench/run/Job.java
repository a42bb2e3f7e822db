package dev.lanegrad.bench.run;

import java.util.Map;

/**
 * One benchmark with its parameters, in one configuration.
 *
 * @param title for progress: {@code digits backward, vectors}
 * @param benchmark full name of the method
 * @param params of JMH
 * @param operationSeconds how long one operation and what is done for it lasts, roughly
 * @param setupSeconds how long the start, the preparation and the check of the answer last, roughly
 */
public record Job(
    String title,
    String benchmark,
    Map<String, String> params,
    Configuration configuration,
    double operationSeconds,
    double setupSeconds) {}
