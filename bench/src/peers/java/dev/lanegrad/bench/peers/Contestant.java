package dev.lanegrad.bench.peers;

/** A library at one kind of work. */
record Contestant(String name, Work work) {}
