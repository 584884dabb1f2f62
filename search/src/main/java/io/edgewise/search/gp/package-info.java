/**
 * Gaussian-process regression over networks tells how alike two are, the covariance that follows,
 * its fit, and what is believed of networks that were not seen. It knows no controller and no
 * archive.
 */
@NullMarked
package io.edgewise.search.gp;

import org.jspecify.annotations.NullMarked;
