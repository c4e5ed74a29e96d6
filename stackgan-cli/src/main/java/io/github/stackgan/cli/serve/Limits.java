package io.github.stackgan.cli.serve;

/**
 * What clients may take of a server, whatever their manners.
 *
 * @param patienceMs for a reader of images or the sender of a body, from the first byte to the last
 * @param readers of images at one time; each answer holds up to some megabytes
 * @param connections each may hold an answer; more wait to be let in
 */
record Limits(int patienceMs, int readers, int connections) {
    static final Limits USUAL = new Limits(60_000, 64, 512);
}
