package io.edgewise.search.trial;

/**
 * A training tells how a candidate was trained: what, in place of the deployed network, and from
 * which seed.
 *
 * @param seed mix(search seed, generation, index)
 * @param proxy the rule from the deployed network to the trained one, in words, such as {@code
 *     32x32 depth 0.5 width 0.25, 2 epochs of 2048}
 * @param proxyMacs multiply-accumulate operations of one inference of the trained network
 */
public record Training(long seed, String proxy, long proxyMacs) {}
